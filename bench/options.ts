import { parseArgs } from 'node:util';
import { peers } from './engines/index.js';
import { workloads } from './workloads/index.js';

const names = workloads.map(({ name }) => name);

/** How the benchmark is called. */
export const usage = `Usage: npm run bench -- [options]

Times a training step of the zoo beside other libraries, with the same model, batch and optimiser.

  --rounds <n>       rounds, in which all engines take turns (default 7)
  --seconds <x>      seconds of training of each engine in a round (default 1)
  --only <names>     workloads, with commas between: ${names.join(', ')}
  --against <names>  peers, with commas between: ${Object.keys(peers).join(', ')} (default: those that are installed)
  --json             ends with one line of JSON
`;

/** Wrong usage. */
export class UsageError extends Error {}

/**
 * Reads the command line.
 *
 * @throws UsageError for unknown options and names.
 */
export function parse(args: readonly string[]) {
  const { rounds, seconds, only, against, json, help } = values(args);
  return {
    rounds: positive('rounds', rounds, { whole: true }),
    seconds: positive('seconds', seconds, { whole: false }),
    workloads: chosen('workload', only, names).map((name) => workloads[names.indexOf(name)]),
    peers: chosen('peer', against, Object.keys(peers)).flatMap((name) => peers[name]),
    json,
    help,
  };
}

function values(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        rounds: { type: 'string', default: '7' },
        seconds: { type: 'string', default: '1' },
        only: { type: 'string' },
        against: { type: 'string' },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function positive(option: string, text: string, { whole }: { whole: boolean }): number {
  const value = Number(text);
  if (value > 0 && (whole ? Number.isInteger(value) : Number.isFinite(value))) return value;
  throw new UsageError(
    `--${option} takes a ${whole ? 'whole ' : ''}number above 0, but got "${text}"`,
  );
}

function chosen(what: string, list: string | undefined, known: readonly string[]): string[] {
  if (list === undefined) return [...known];
  const wanted = list.split(',').filter(Boolean);
  const unknown = wanted.find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw new UsageError(`there is no ${what} "${unknown}"; there are: ${known.join(', ')}`);
  }
  return wanted;
}
