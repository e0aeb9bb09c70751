import { fileURLToPath } from 'node:url';
import { sampleCount } from '../workloads/workload.js';
import type { Engine } from './engine.js';

/** Python with PyTorch: the environment variable `BENCH_PYTHON`, or `python3`. */
const python = process.env['BENCH_PYTHON'] ?? 'python3';
// The compiled benchmark stands in `dist/engines`.
const script = fileURLToPath(new URL('../../engines/pytorch.py', import.meta.url));

function pytorchWith(adam: 'eager' | 'fused'): Engine {
  return {
    name: `pytorch ${adam}`,
    command({ name, input, batchSize }) {
      const samples = sampleCount({ batchSize });
      return [python, script, JSON.stringify({ name, input, batchSize, samples, adam })];
    },
  };
}

/** PyTorch on the CPU, with Adam as it is by default and in its fused form. */
export const pytorch: readonly Engine[] = [pytorchWith('eager'), pytorchWith('fused')];
