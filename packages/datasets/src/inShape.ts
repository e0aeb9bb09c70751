import type { Dataset } from '@autoencoder-zoo/core';

/**
 * A data set in the shape that the caller asked for, or in its own, which `Shape` stands for then.
 *
 * @throws RangeError if the sizes differ.
 */
export function inShape<Shape extends readonly number[]>(
  dataset: Dataset,
  shape: Shape | undefined,
): Dataset<Shape> {
  return (shape ? dataset.reshape(shape) : dataset) as Dataset<Shape>;
}
