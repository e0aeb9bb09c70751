import { fileURLToPath } from 'node:url';
import type { Activity } from '../tasks.js';
import { sampleCount } from '../workloads/workload.js';
import type { Engine } from './engine.js';

/** Python with PyTorch: the environment variable `BENCH_PYTHON`, or `python3`. */
export const python = process.env['BENCH_PYTHON'] ?? 'python3';

/** A program beside the sources; the compiled benchmark stands in `dist/engines`. */
export function pythonProgram(name: string): string {
  return fileURLToPath(new URL(`../../engines/${name}`, import.meta.url));
}

type Form = 'eager' | 'fused' | 'compile';

function pytorchIn(form: Form, activities: readonly Activity[]): Engine {
  return {
    name: `pytorch ${form}`,
    activities,
    command({ activity, workload: { name, input, batchSize } }) {
      const samples = sampleCount({ batchSize });
      const task = { name, activity, input, batchSize, samples, form };
      return [python, pythonProgram('pytorch.py'), JSON.stringify(task)];
    },
  };
}

/**
 * PyTorch on the CPU: with Adam as it is by default, with the fused one, and with
 * `torch.compile` of the loss and the fused Adam, which is faster than a compiled
 * Adam. Without an optimiser there are but two forms.
 */
export const pytorch: readonly Engine[] = [
  pytorchIn('eager', ['step', 'epoch', 'encode', 'evaluate']),
  pytorchIn('fused', ['step', 'epoch']),
  pytorchIn('compile', ['step', 'epoch', 'encode', 'evaluate']),
];
