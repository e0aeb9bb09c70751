import {
  dataUri,
  encodePng,
  pictureGrid,
  type PictureShape,
} from '@autoencoder-zoo/pictures/images';
import { escape } from './html.js';

/** Pictures in a row of the report. */
export const columns = 10;

/** A row of pictures with a name before it, `[pictures, size]`. */
export interface PictureRow {
  readonly name: string;
  readonly values: Float32Array;
}

/** Rows of pictures one below the other, each with its name. */
export function pictureRows(rows: readonly PictureRow[], shape: PictureShape): string {
  const lines = rows.map(
    ({ name, values }) => `<dt>${escape(name)}</dt><dd>${image(values, shape, name)}</dd>`,
  );
  return `<dl class="rows">${lines.join('')}</dl>`;
}

/** Pictures in a grid. */
export function image(values: Float32Array, shape: PictureShape, description: string): string {
  const grid = pictureGrid(values, shape, columns);
  const source = dataUri(encodePng(grid));
  return `<img src="${source}" width="${grid.width}" height="${grid.height}" alt="${escape(description)}">`;
}

/** Weights as grey levels from 0 to 1: each filter by its own largest weight, 0 in the middle. */
export function filterLevels(filters: Float32Array, size: number): Float32Array {
  const levels = new Float32Array(filters.length);
  for (let start = 0; start < filters.length; start += size) {
    const filter = filters.subarray(start, start + size);
    const largest = filter.reduce((most, weight) => Math.max(most, Math.abs(weight)), 1e-12);
    levels.set(
      filter.map((weight) => 0.5 + (0.5 * weight) / largest),
      start,
    );
  }
  return levels;
}
