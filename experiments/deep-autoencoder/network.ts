import type { Dataset } from '@autoencoder-zoo/core';
import { underComplete } from '@autoencoder-zoo/variants/under-complete';
import { annealed } from '../helpers/index.js';

export type Digits = Dataset<[784]>;

/** 784-1000-500-250-code and back through the same kernels, transposed. */
export const network = {
  input: [784],
  hidden: [1000, 500, 250],
  activation: 'silu',
  initialiser: 'glorotUniform',
  scaling: 'centre',
  tied: true,
} as const;

/** The network with a code of some size. */
export function deepModel<const Dim extends number>(latentDim: Dim, seed: number) {
  return underComplete({ ...network, latentDim, seed });
}

/** Squared error, AdamW with a learning rate that falls to 0 over all steps. */
export function training(train: Digits, epochs: number) {
  return annealed({
    samples: train.length,
    epochs,
    batchSize: 128,
    learningRate: 2e-3,
    weightDecay: 0.05,
  });
}
