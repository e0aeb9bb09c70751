import { denoising as recipe } from '@autoencoder-zoo/variants/denoising';
import type { Workload } from './workload.js';

/** One layer of Vincent et al. 2008: 100,352 random numbers are drawn in each step. */
export const denoising: Workload = {
  name: 'denoising',
  title: 'denoising 784-1000, masking, batch 128',
  input: [784],
  batchSize: 128,
  make: () => recipe({ input: [784], latentDim: 1000, noise: 'masking', rate: 0.3 }),
};
