import { parseArgs } from 'node:util';

/** How the matrix is called. */
export const usage = `Usage: npm run matrix -- [options]

Puts parts of the zoo together in all ways that can be, and trains each combination for 30 steps on small real
images, compiled and eager. Combinations come in an order without pattern, so that any number of them is a fair
sample. What is tried is kept: a later call goes on. The exit code is 1 where a combination failed.

  --trained <n>     stops when so many have trained (default 1000)
  --seconds <n>     stops after so many seconds (default: none)
  --seed <n>        of the order (default 0)
  --only <text>     only combinations that have this text in their name
  --into <folder>   where results are kept (default runs/matrix)
  --record          writes docs/matrix.md
  --json            the last line is one JSON object: {trained, agreed, refused, failed}
  --help            shows this
`;

/** Wrong usage. */
export class UsageError extends Error {}

/** What the command line asks for. */
export interface Options {
  readonly trained: number;
  readonly seconds: number;
  readonly seed: number;
  readonly only: string | undefined;
  readonly into: string;
  readonly record: boolean;
  readonly json: boolean;
  readonly help: boolean;
}

/**
 * Reads the command line.
 *
 * @throws UsageError for unknown options and what is no number.
 */
export function parse(args: readonly string[]): Options {
  const { trained, seconds, seed, only, ...others } = read(args);
  return {
    ...others,
    only,
    trained: wholeNumber('trained', trained),
    seconds: seconds === undefined ? Infinity : wholeNumber('seconds', seconds),
    seed: wholeNumber('seed', seed),
  };
}

function wholeNumber(option: string, text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new UsageError(`--${option} takes a whole number from 0, but got "${text}"`);
}

function read(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        trained: { type: 'string', default: '1000' },
        seconds: { type: 'string' },
        seed: { type: 'string', default: '0' },
        only: { type: 'string' },
        into: { type: 'string', default: 'runs/matrix' },
        record: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
