import { contractive as recipe } from '@autoencoder-zoo/variants/contractive';
import type { Workload } from './workload.js';

/** The network of Rifai et al. 2011 on MNIST: sigmoid units and tied weights. */
export const contractive: Workload = {
  name: 'contractive',
  title: 'contractive 784-1000, tied, batch 128',
  input: [784],
  batchSize: 128,
  make: () => recipe({ input: [784], latentDim: 1000 }),
};
