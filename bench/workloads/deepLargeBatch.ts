import { deep } from './deep.js';
import type { Workload } from './workload.js';

/** Nearly all of its time is matrix products. */
export const deepLargeBatch: Workload = {
  ...deep,
  name: 'deepLargeBatch',
  title: 'the same, batch 1000',
  batchSize: 1000,
};
