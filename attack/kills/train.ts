import { join } from 'node:path';
import { aezoo } from '../support/process.js';
import { filesOf, type Victim } from './victim.js';

/** `aezoo train`, of 67 short series. */
export function train(epochs: number): Victim {
  const start = (folder: string) => [
    ...[aezoo, 'train', 'variational', '--data', 'italy-power-demand'],
    ...[
      '--set',
      'latentDim=2',
      '--set',
      'likelihood=squaredError',
      '--epochs',
      String(epochs),
      '--out',
      join(folder, 'run'),
    ],
  ];
  return {
    name: 'aezoo train',
    start,
    goOn: (folder) => [...start(folder), '--resume'],
    result: (folder) => filesOf(join(folder, 'run')),
  };
}
