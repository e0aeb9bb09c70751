import { variational as recipe } from '@autoencoder-zoo/variants/variational';
import type { Workload } from './workload.js';

/** The network of Kingma & Welling 2014 on MNIST, with their batch size. */
export const variational: Workload = {
  name: 'variational',
  title: 'variational 784-400-20, batch 100',
  input: [784],
  batchSize: 100,
  make: () => recipe({ input: [784], hidden: [400], latentDim: 20 }),
};
