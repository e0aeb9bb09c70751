import { importanceWeighted as recipe } from '@autoencoder-zoo/variants/importance-weighted';
import type { Workload } from './workload.js';

/**
 * The network of Burda et al. 2016 on MNIST with one stochastic layer: 500 codes are
 * decoded in each step.
 */
export const importanceWeighted: Workload = {
  name: 'importanceWeighted',
  title: 'IWAE 784-200-200-50, k = 5, batch 100',
  input: [784],
  batchSize: 100,
  make: () => recipe({ input: [784], hidden: [200, 200], latentDim: 50, draws: 5 }),
};
