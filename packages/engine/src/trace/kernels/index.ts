import type { TraceKernel } from '../kernel.js';
import { arithmetic } from './arithmetic.js';
import { blocks } from './blocks.js';
import { comparisons } from './comparison.js';
import { convolutions } from './convolution.js';
import { depthwiseConvolutions } from './depthwise.js';
import { functions } from './functions.js';
import { indexing } from './indexing.js';
import { matrixProducts } from './matmul.js';
import { normalisations } from './normalisation.js';
import { pooling } from './pooling.js';
import { reductions } from './reductions.js';
import { resizing } from './resizing.js';
import { scans } from './scans.js';
import { shapes } from './shapes.js';

/** Every TF.js kernel that can be traced. */
export const traceKernels: readonly TraceKernel[] = [
  ...arithmetic,
  ...blocks,
  ...comparisons,
  ...convolutions,
  ...depthwiseConvolutions,
  ...functions,
  ...indexing,
  ...matrixProducts,
  ...normalisations,
  ...pooling,
  ...reductions,
  ...resizing,
  ...scans,
  ...shapes,
];
