import { deep } from './deep.js';
import { productOperations, type Workload } from './workload.js';

const batchSize = 1000;

/** Nearly all of its time is matrix products. */
export const deepLargeBatch: Workload = {
  ...deep,
  name: 'deepLargeBatch',
  title: 'dense 784-1000-500-250-30, batch 1000',
  batchSize,
  productOperations: productOperations([784, 1000, 500, 250, 30, 250, 500, 1000, 784], batchSize),
};
