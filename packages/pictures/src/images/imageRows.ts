import { escapeText, textWidth, type Drawing } from '../drawing.js';
import { pictureGrid, type PictureShape } from './grid.js';
import { dataUri, encodePng } from './png.js';
import { fontSize } from '../theme.js';

/** How samples are seen. */
export interface ImageOptions {
  readonly shape: PictureShape;
  /** Pictures in a row. Default: all of a row of rows, else 10. */
  readonly columns?: number;
  /** Values that become black and white. Default 0 and 1. */
  readonly range?: readonly [number, number];
  /** Screen pixels of a pixel. Default 2. */
  readonly zoom?: number;
}

/**
 * Pictures in a grid.
 *
 * @param values - `[pictures, ...]`.
 */
export function imageGrid(values: Float32Array, options: ImageOptions): Drawing {
  const { shape, columns = 10, range, zoom = 2 } = options;
  const grid = pictureGrid(values, shape, columns, range);
  const [width, height] = [zoom * grid.width, zoom * grid.height];
  const markup = `<image width="${width}" height="${height}" style="image-rendering: pixelated" href="${dataUri(encodePng(grid))}"/>`;
  return { width, height, markup };
}

/**
 * Rows of pictures one below the other, each with its name before it.
 *
 * @param rows - Values `[pictures, ...]`, of the same number of pictures.
 */
export function imageRows(
  rows: readonly { readonly name: string; readonly values: Float32Array }[],
  options: ImageOptions,
): Drawing {
  const { height, width, channels } = options.shape;
  const columns = rows[0].values.length / (height * width * channels);
  const label = 24 + Math.max(...rows.map(({ name }) => textWidth(name)));
  let y = 0;
  const grids = rows.map(({ values }) => imageGrid(values, { columns, ...options }));
  const parts = rows.map(({ name }, index) => {
    const grid = grids[index];
    const text = `<text x="8" y="${y + grid.height / 2}" dy="0.35em" font-size="${fontSize}">${escapeText(name)}</text>`;
    const image = `<svg x="${label}" y="${y}" width="${grid.width}" height="${grid.height}">${grid.markup}</svg>`;
    y += grid.height + 6;
    return text + image;
  });
  return { width: label + grids[0].width, height: y - 6, markup: parts.join('\n') };
}
