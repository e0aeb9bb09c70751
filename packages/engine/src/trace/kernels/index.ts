import type { TraceKernel } from '../kernel.js';
import { arithmetic } from './arithmetic.js';
import { comparisons } from './comparison.js';
import { convolutions } from './convolution.js';
import { functions } from './functions.js';
import { matrixProducts } from './matmul.js';
import { pooling } from './pooling.js';
import { reductions } from './reductions.js';
import { shapes } from './shape.js';

/** Every TF.js kernel that can be traced. */
export const kernels: readonly TraceKernel[] = [
  ...arithmetic,
  ...comparisons,
  ...convolutions,
  ...functions,
  ...matrixProducts,
  ...pooling,
  ...reductions,
  ...shapes,
];
