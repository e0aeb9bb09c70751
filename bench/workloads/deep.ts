import { underComplete } from '@autoencoder-zoo/variants/under-complete';
import type { Workload } from './workload.js';

/** The network of Hinton & Salakhutdinov 2006 on MNIST: 2.8 million weights. */
export const deep: Workload = {
  name: 'deep',
  title: 'dense 784-1000-500-250-30, batch 128',
  input: [784],
  batchSize: 128,
  make: () => underComplete({ input: [784], hidden: [1000, 500, 250], latentDim: 30 }),
};
