import { join } from 'node:path';
import { program } from '../support/process.js';
import { filesOf, type Victim } from './victim.js';

/** A training with a checkpoint. */
export function fit(epochs: number, everySteps: number): Victim {
  const words = (folder: string) => [
    program('fit'),
    join(folder, 'run', 'checkpoint.safetensors'),
    String(epochs),
    String(everySteps),
  ];
  return {
    name: 'fit',
    start: words,
    goOn: words,
    result: (folder) => filesOf(join(folder, 'run')),
  };
}
