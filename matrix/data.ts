import { Dataset } from '@autoencoder-zoo/core';
import { freyFaces } from '@autoencoder-zoo/datasets/frey-faces';

/** Rows and columns of a face, four pixels wide each: images, or sequences of as many steps. */
export const shape = [7, 5] as const;

/** Grey levels where faces are sequences of words. */
export const levels = 8;

/** Thirds of the film, which stand as the label. */
export const thirds = 3;

/** What all combinations are tried on. */
export interface Faces {
  /** Greys from 0 to 1. */
  readonly greys: Dataset<typeof shape>;
  /** The same as numbers of levels. */
  readonly words: Dataset<typeof shape>;
}

/** Frey faces, made small: real images that travel with the project. */
export async function faces(count: number): Promise<Faces> {
  const all = await freyFaces({ shape: [28, 20] });
  const [height, width] = shape;
  const values = new Float32Array(count * height * width);
  const face = new Float32Array(28 * 20);
  const labels = new Int32Array(count);
  for (let i = 0; i < count; i++) {
    const index = Math.floor((i * all.length) / count);
    all.read([index], face);
    labels[i] = Math.floor((index * thirds) / all.length);
    for (const [pixel, grey] of face.entries()) {
      const [row, column] = [Math.floor(pixel / 80), Math.floor((pixel % 20) / 4)];
      values[(i * height + row) * width + column] += grey / 16;
    }
  }
  const greys = new Dataset({ name: 'small faces', values, shape, labels });
  const words = greys.with({
    values: values.map((grey) => Math.min(Math.floor(grey * levels), levels - 1)),
  });
  return { greys, words };
}
