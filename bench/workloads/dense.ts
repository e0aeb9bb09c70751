import { underComplete } from '@autoencoder-zoo/variants/under-complete';
import type { Workload } from './workload.js';

/** The under-complete recipe as it is by default. */
export const dense: Workload = {
  name: 'dense',
  title: 'dense 784-128-32, batch 128',
  input: [784],
  batchSize: 128,
  make: () => underComplete({ input: [784], hidden: [128], latentDim: 32 }),
};
