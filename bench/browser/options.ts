import { parseArgs } from 'node:util';
import { workloads } from '../workloads/index.js';

/** What runs where nothing else is asked for. */
const usual = ['denseSmall', 'dense', 'variational', 'deep', 'lstm'];
const names = workloads.map(({ name }) => name);

/** How the benchmark is called. */
export const usage = `Usage: npm run bench:browser -- [options]

Times training steps in a headless Chromium beside the same steps in Node and beside TensorFlow.js' WebAssembly
backend in the same Chromium, and watches how long the page is held up.

  --rounds <n>       rounds, in which all take turns (default 5)
  --seconds <x>      seconds of work of each in a round (default 1)
  --only <names>     workloads, with commas between: ${names.join(', ')}
                     (default ${usual.join(', ')})
  --json <file>      where the results go (default runs/bench/browser.json)
  --help             shows this
`;

/** Wrong usage. */
export class UsageError extends Error {}

/** What the command line asks for. */
export type Options = ReturnType<typeof parse>;

/**
 * Reads the command line.
 *
 * @throws UsageError for unknown options and names.
 */
export function parse(args: readonly string[]) {
  const { rounds, seconds, only, json, help } = values(args);
  return {
    rounds: positive('rounds', rounds),
    seconds: positive('seconds', seconds),
    workloads: (only?.split(',') ?? usual).map(workloadOf),
    json,
    help,
  };
}

function values(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        rounds: { type: 'string', default: '5' },
        seconds: { type: 'string', default: '1' },
        only: { type: 'string' },
        json: { type: 'string', default: 'runs/bench/browser.json' },
        help: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function positive(option: string, text: string): number {
  const value = Number(text);
  if (value > 0 && Number.isFinite(value)) return value;
  throw new UsageError(`--${option} takes a number above 0, but got "${text}"`);
}

function workloadOf(name: string) {
  const workload = workloads.find((each) => each.name === name);
  if (workload) return workload;
  throw new UsageError(`there is no workload "${name}"; there are: ${names.join(', ')}`);
}
