import { underComplete } from '@autoencoder-zoo/variants/under-complete';
import type { Workload } from './workload.js';

/** Few and small operations: what a step costs beside its arithmetic. */
export const denseSmall: Workload = {
  name: 'denseSmall',
  title: 'dense 30-14-7, batch 32',
  input: [30],
  batchSize: 32,
  make: () => underComplete({ input: [30], hidden: [14], latentDim: 7 }),
};
