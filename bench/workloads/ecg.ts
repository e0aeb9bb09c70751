import { lstm as recipe } from '@autoencoder-zoo/variants/lstm';
import type { Workload } from './workload.js';

/** One heartbeat of one channel at a time, as in the ECG5000 set. */
export const ecg: Workload = {
  name: 'ecg',
  title: 'LSTM, one channel, T=140, 32 units, batch 32',
  input: [140, 1],
  batchSize: 32,
  make: () => recipe({ input: [140, 1], units: 32, latentDim: 8 }),
};
