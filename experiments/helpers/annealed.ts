import { adam, adamW, cosineDecay, type Optimiser } from '@autoencoder-zoo/core';

/** A training whose learning rate falls to 0 over all of it. */
export interface Annealing {
  /** Samples of an epoch. */
  readonly samples: number;
  readonly epochs: number;
  readonly batchSize: number;
  /** Of the first step. */
  readonly learningRate: number;
  /** With it the optimiser is AdamW. Default: none. */
  readonly weightDecay?: number;
}

/**
 * Options of `fit` for Adam or AdamW with a learning rate that falls to 0 along a
 * cosine, in the last step of all.
 */
export function annealed({ samples, epochs, batchSize, ...rates }: Annealing): {
  readonly epochs: number;
  readonly batchSize: number;
  readonly optimiser: Optimiser;
} {
  const steps = epochs * Math.ceil(samples / batchSize);
  const learningRate = cosineDecay({ initial: rates.learningRate, final: 0, steps });
  const { weightDecay } = rates;
  const optimiser =
    weightDecay === undefined ? adam({ learningRate }) : adamW({ learningRate, weightDecay });
  return { epochs, batchSize, optimiser };
}
