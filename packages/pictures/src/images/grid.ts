/** Rows, columns and channels of a picture: 1 (grey), 3 (colour) or 4 (colour and opacity). */
export interface PictureShape {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
}

/** Bytes of an image, row by row, channels side by side. */
export interface Image extends PictureShape {
  readonly data: Uint8Array;
}

/** Pixels between the pictures of a grid. */
const gap = 2;

/** Grey of the gaps: neither black nor white, so that both kinds of pictures end visibly. */
const gapLevel = 128;

/**
 * Puts pictures side by side, row after row.
 *
 * @param values - `[pictures, ...]`, the values of all pictures.
 * @param columns - Pictures in a row.
 * @param range - Values which become black and white; what is beyond is cut off.
 */
export function pictureGrid(
  values: Float32Array,
  shape: PictureShape,
  columns: number,
  [low, high]: readonly [number, number] = [0, 1],
): Image {
  const { height, width, channels } = shape;
  const size = height * width * channels;
  const count = values.length / size;
  const rows = Math.ceil(count / columns);
  const grid = {
    height: rows * (height + gap) - gap,
    width: Math.min(columns, count) * (width + gap) - gap,
    channels,
  };
  const data = new Uint8Array(grid.height * grid.width * channels).fill(gapLevel);
  const factor = high > low ? 255 / (high - low) : 1;
  for (let index = 0; index < count; index++) {
    const top = Math.floor(index / columns) * (height + gap);
    const left = (index % columns) * (width + gap);
    for (let y = 0; y < height; y++) {
      const from = index * size + y * width * channels;
      const to = ((top + y) * grid.width + left) * channels;
      for (let x = 0; x < width * channels; x++) {
        data[to + x] = Math.round(Math.min(Math.max((values[from + x] - low) * factor, 0), 255));
      }
    }
  }
  return { ...grid, data };
}

/** Lowest and highest value, or 0 to 1 for values that are within it but for small errors. */
export function displayRange(values: Float32Array): readonly [number, number] {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return low > -0.5 && high < 1.5 ? [0, 1] : [low, high];
}
