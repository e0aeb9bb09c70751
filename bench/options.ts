import { parseArgs } from 'node:util';
import { peers } from './engines/index.js';
import { tasks } from './tasks.js';

/** Rounds and their seconds: of a comparison, and of the quick check. */
const plans = { usual: { rounds: 7, seconds: 1 }, quick: { rounds: 7, seconds: 0.1 } };

const names = tasks.map(({ name }) => name);

/** How the benchmark is called. */
export const usage = `Usage: npm run bench -- [options]

Times training steps of the zoo, whole epochs, and the use of trained models beside other libraries, with the
same model, batch and optimiser. Above 1 the zoo is faster.

  --rounds <n>       rounds, in which all engines take turns (default 7)
  --seconds <x>      seconds of work of each engine in a round (default 1)
  --only <names>     tasks, with commas between: ${names.join(', ')}
  --against <names>  peers, with commas between: ${Object.keys(peers).join(', ')} (default: those that are installed)
  --json <file>      where the results go; table and picture are written beside it (default runs/bench/results.json)

  --report <folder>  writes table and picture of the results.json in a folder again, and times nothing

  --check            fails when a step's ratio to the same step without passes over its graph is a tenth below
                     the stored one
  --quick            with --check: some two minutes
  --store            stores those ratios for --check, in bench/stored.json

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
  const { rounds, seconds, only, against, ...others } = values(args);
  const { quick, check, store, report } = others;
  if (quick && !check) throw new UsageError('--quick goes with --check');
  if ([check, store, report !== undefined].filter(Boolean).length > 1) {
    throw new UsageError('--check, --store and --report are different things to do: take one');
  }
  const plan = plans[quick ? 'quick' : 'usual'];
  return {
    plan: {
      rounds: rounds === undefined ? plan.rounds : positive('rounds', rounds, { whole: true }),
      seconds: seconds === undefined ? plan.seconds : positive('seconds', seconds),
    },
    tasks: chosen('task', only, names).map((name) => tasks[names.indexOf(name)]),
    peers: chosen('peer', against, Object.keys(peers)).flatMap((name) => peers[name]),
    ...others,
  };
}

function values(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        rounds: { type: 'string' },
        seconds: { type: 'string' },
        only: { type: 'string' },
        against: { type: 'string' },
        json: { type: 'string', default: 'runs/bench/results.json' },
        report: { type: 'string' },
        check: { type: 'boolean', default: false },
        quick: { type: 'boolean', default: false },
        store: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function positive(option: string, text: string, { whole = false } = {}): number {
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
