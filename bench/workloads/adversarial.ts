import { adversarial as recipe } from '@autoencoder-zoo/variants/adversarial';
import type { Workload } from './workload.js';

/** A game of two groups of weights. */
export const adversarial: Workload = {
  name: 'adversarial',
  title: 'adversarial 784-256-8, critic 8-128-128-1, batch 128',
  input: [784],
  batchSize: 128,
  make: () => recipe({ input: [784] }),
};
