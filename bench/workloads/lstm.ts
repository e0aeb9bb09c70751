import { lstm as recipe } from '@autoencoder-zoo/variants/lstm';
import type { Workload } from './workload.js';

/** Images read row by row, to a code as wide as the state, as that of Srivastava et al. 2015. */
export const lstm: Workload = {
  name: 'lstm',
  title: 'LSTM 28x28, 128 units, batch 128',
  input: [28, 28],
  batchSize: 128,
  make: () => recipe({ input: [28, 28], units: 128, latentDim: 128 }),
};
