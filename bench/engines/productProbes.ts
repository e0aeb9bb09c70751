import { fileURLToPath } from 'node:url';
import type { Engine } from './engine.js';
import { python, pythonProgram } from './pytorch.js';

/**
 * Sides of the square matrices that are multiplied; which is fastest depends on the
 * machine's caches.
 */
const sides = [1024, 1536, 2048];

/**
 * Plain products of large matrices in single precision, beside which whole training
 * steps are held. They answer with milliseconds per 10^9 operations.
 */
export const productProbes: readonly Engine[] = [
  {
    name: 'products in ONNX Runtime',
    activities: ['step'],
    command: () => [
      process.execPath,
      fileURLToPath(new URL('../worker/products.js', import.meta.url)),
      JSON.stringify(sides),
    ],
  },
  {
    name: 'products in PyTorch',
    activities: ['step'],
    command: () => [python, pythonProgram('products.py'), JSON.stringify(sides)],
  },
];
