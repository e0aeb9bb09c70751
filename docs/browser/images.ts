import type { Images } from './messages.js';

const SIDE = 28;
const GAP = 2;
const COLUMNS = 8;

/** Draws images in rows of eight. */
export function drawImages(canvas: HTMLCanvasElement, images: Images): void {
  const count = images.length / SIDE ** 2;
  const rows = Math.ceil(count / COLUMNS);
  canvas.width = COLUMNS * (SIDE + GAP) + GAP;
  canvas.height = rows * (SIDE + GAP) + GAP;
  const context = canvas.getContext('2d')!;
  for (let i = 0; i < count; i++) {
    const pixels = new ImageData(SIDE, SIDE);
    for (let p = 0; p < SIDE ** 2; p++) {
      const value = 255 * images[i * SIDE ** 2 + p];
      pixels.data.set([value, value, value, 255], 4 * p);
    }
    const [column, row] = [i % COLUMNS, Math.floor(i / COLUMNS)];
    context.putImageData(pixels, GAP + column * (SIDE + GAP), GAP + row * (SIDE + GAP));
  }
}

/** Rows of originals, each with the row of their reconstructions below. */
export function paired(originals: Images, reconstructions: Images): Images {
  const row = COLUMNS * SIDE ** 2;
  const pairs = new Float32Array(2 * originals.length);
  for (let begin = 0; begin < originals.length; begin += row) {
    pairs.set(originals.subarray(begin, begin + row), 2 * begin);
    pairs.set(reconstructions.subarray(begin, begin + row), 2 * begin + row);
  }
  return pairs;
}
