import type * as tf from '@tensorflow/tfjs-core';
import type { TensorSpec } from '@autoencoder-zoo/engine';
import type { Declarations } from './build.js';
import type { Frame } from './kinds.js';
import { finalWeight } from './schedule.js';

type Inputs = Readonly<Record<string, tf.Tensor>>;

/** Name under which the numbers of a noise site enter a step. */
export const noiseInput = (site: { name: string }) => `noise:${site.name}`;

/** Name under which a weight that changes enters a step; constant weights are part of the graph. */
export const weightInput = (weight: { name: string }) => `weight:${weight.name}`;

/** Reads noise, weights and mask out of the inputs of a step. */
export function frameOf(inputs: Inputs, training: boolean): Frame {
  return {
    training,
    mask: inputs['mask'] as tf.Tensor2D | undefined,
    noise: (site) => {
      const tensor = inputs[noiseInput(site)];
      if (!tensor) throw new Error(`the noise "${site.name}" is not an input of this computation`);
      return tensor;
    },
    weight: (weight) =>
      (inputs[weightInput(weight)] as tf.Scalar | undefined) ?? finalWeight(weight.weight),
  };
}

/** The inputs beside the samples that a loss needs for a batch. */
export function frameInputs(
  declarations: Declarations,
  batchSize: number,
  training: boolean,
): Record<string, TensorSpec> {
  const inputs: Record<string, TensorSpec> = {};
  for (const site of declarations.noise) {
    if (!training && site.name.startsWith('corruption/')) continue;
    const rows = batchSize * site.rowsPerSample;
    inputs[noiseInput(site)] = { shape: [rows, ...site.distribution.shape] };
  }
  if (training) {
    for (const weight of declarations.weights) {
      if (typeof weight.weight !== 'number') inputs[weightInput(weight)] = { shape: [] };
    }
  }
  return inputs;
}
