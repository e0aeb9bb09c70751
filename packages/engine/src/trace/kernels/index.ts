import type { TraceKernel } from '../kernel.js';
import { arithmetic } from './arithmetic.js';
import { comparisons } from './comparison.js';
import { functions } from './functions.js';
import { matrixProducts } from './matmul.js';
import { reductions } from './reductions.js';
import { shapes } from './shape.js';

/** Every TF.js kernel that can be traced. */
export const kernels: readonly TraceKernel[] = [
  ...arithmetic,
  ...comparisons,
  ...functions,
  ...matrixProducts,
  ...reductions,
  ...shapes,
];
