import {
  adam,
  positive,
  positiveInteger,
  RandomStream,
  type Fill,
  type Fitting,
} from '@autoencoder-zoo/core';
import { compileStep, sizeOf } from '@autoencoder-zoo/engine';
import type { Scalar, Tensor } from '@tensorflow/tfjs-core';
import { valuesOf } from './standardise.js';

/** How a prior is fitted to codes by gradient descent, after training. */
export interface DescentOptions {
  /** Epochs of the fit after training. Default 100. */
  readonly epochs: number;
  /** Codes of a step there. Default 128. */
  readonly batchSize: number;
  /** Learning rate of Adam there, above 0. Default 0.001. */
  readonly learningRate: number;
}

/** Checks {@link DescentOptions}. */
export const descentOptions = {
  epochs: positiveInteger.default(100),
  batchSize: positiveInteger.default(128),
  learningRate: positive.default(0.001),
};

/** Random numbers that a loss needs for each code. */
export type Draws = Readonly<
  Record<string, { readonly shape: readonly number[]; readonly fill: Fill }>
>;

/**
 * Fits the trained variables of a prior to codes by Adam. An epoch goes through the codes in
 * a new order; those that fill no batch wait for the next one.
 *
 * @param loss - Codes `z`, `[batch, ...code]`, and `draws` by name, `[batch, ...shape]`, to a
 * scalar.
 */
export async function descend(
  { codes, seed, trained }: Fitting,
  { epochs, batchSize, learningRate }: DescentOptions,
  draws: Draws,
  loss: (inputs: Readonly<Record<string, Tensor>>) => Scalar,
): Promise<void> {
  const values = valuesOf(codes);
  const { size, length } = codes;
  const rows = Math.min(batchSize, length);
  const batch = (shape: readonly number[]) => ({
    data: new Float32Array(rows * sizeOf(shape)),
    shape: [rows, ...shape],
  });
  const inputs = {
    z: batch(codes.shape),
    ...Object.fromEntries(Object.entries(draws).map(([name, { shape }]) => [name, batch(shape)])),
  };
  const step = await compileStep(
    (tensors: Readonly<Record<string, Tensor>>) => ({ fit: loss(tensors) }),
    [{ variables: trained, optimiser: adam({ learningRate }) }],
    inputs,
  );
  try {
    for (let epoch = 0; epoch < epochs; epoch++) {
      const order = new RandomStream(seed, 'fit:order', epoch).permutation(length);
      for (let start = 0; start + rows <= length; start += rows) {
        order.subarray(start, start + rows).forEach((code, row) => {
          inputs.z.data.set(values.subarray(code * size, (code + 1) * size), row * size);
        });
        for (const [name, { fill }] of Object.entries(draws)) {
          fill(new RandomStream(seed, `fit:${name}`, step.steps), inputs[name as 'z'].data);
        }
        await step.run(inputs);
      }
    }
  } finally {
    await step.dispose();
  }
}
