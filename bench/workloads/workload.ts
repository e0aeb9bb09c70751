import { Dataset, RandomStream, type Autoencoder, type Shape } from '@autoencoder-zoo/core';

/**
 * A model which is timed. Beside `x.ts` stands `x.py`, the same model for PyTorch, with
 * as many weights.
 */
export interface Workload {
  /** Name of the two files, and on the command line. */
  readonly name: string;
  /** For the table. */
  readonly title: string;
  /** Shape of a sample. */
  readonly input: Shape;
  readonly batchSize: number;
  /** Makes the model. */
  readonly make: () => Autoencoder;
  /**
   * Floating point operations of a step's matrix products, where these are nearly all of its work.
   */
  readonly productOperations?: number;
}

/**
 * Floating point operations of the matrix products in a training step of dense
 * layers: each layer multiplies forward, for the gradient of its weights, and, but
 * for the first, for that of its input.
 *
 * @param widths - Of all layers, from input to output.
 */
export function productOperations(widths: readonly number[], batchSize: number): number {
  const layers = widths.slice(1).map((width, index) => widths[index] * width);
  const weights = layers.reduce((sum, size) => sum + size, 0);
  return 2 * batchSize * (3 * weights - layers[0]);
}

/** Samples of a workload: about as many as MNIST has, and whole batches only. */
export function sampleCount({ batchSize }: Pick<Workload, 'batchSize'>): number {
  return batchSize * Math.floor(60_000 / batchSize);
}

/** Random pixels, stored as bytes as MNIST is. */
export function pixels({ input, batchSize }: Workload): Dataset {
  const size = input.reduce((product, dimension) => product * dimension, 1);
  const words = new Uint32Array(Math.ceil((sampleCount({ batchSize }) * size) / 4));
  const values = new Uint8Array(new RandomStream(0, 'pixels').words(words).buffer);
  return new Dataset({
    name: 'pixels',
    values: values.subarray(0, sampleCount({ batchSize }) * size),
    shape: input,
    scale: 1 / 255,
  });
}
