import { gru as recipe } from '@autoencoder-zoo/variants/gru';
import type { Workload } from './workload.js';

/** The workload `lstm` with the smaller cell. */
export const gru: Workload = {
  name: 'gru',
  title: 'GRU 28x28, 128 units, batch 128',
  input: [28, 28],
  batchSize: 128,
  make: () => recipe({ input: [28, 28], units: 128, latentDim: 128 }),
};
