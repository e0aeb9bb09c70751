import { adam, cosineDecay, type Optimiser } from '@autoencoder-zoo/core';

/** A training whose learning rate falls to 0 over all of it. */
export interface Annealing {
  /** Samples of an epoch. */
  readonly samples: number;
  readonly epochs: number;
  readonly batchSize: number;
  /** Of the first step. */
  readonly learningRate: number;
}

/** Options of `fit` for Adam with a learning rate that falls to 0 along a cosine, in the last step of all. */
export function annealed({ samples, epochs, batchSize, learningRate }: Annealing): {
  readonly epochs: number;
  readonly batchSize: number;
  readonly optimiser: Optimiser;
} {
  const steps = epochs * Math.ceil(samples / batchSize);
  const schedule = cosineDecay({ initial: learningRate, final: 0, steps });
  return { epochs, batchSize, optimiser: adam({ learningRate: schedule }) };
}
