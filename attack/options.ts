import { parseArgs } from 'node:util';
import type { Part } from './attack.js';
import { parts } from './parts.js';

/** How the attack is called. */
export const usage = `Usage: npm run attack -- [part ...] [options]

Attacks the zoo as a hostile or unlucky world would, and prints a table of what held. The exit code is 1 where
a promise did not hold.

Parts (default: all): ${parts.map(({ name }) => name).join(', ')}

  --only <text>     only attacks whose name has this text
  --quick           a short form, a minute or two
  --seed <n>        of all that is drawn (default 0)
  --number <n>      of a fuzz, only the input of this number
  --into <folder>   where the result goes, and inputs that did harm (default runs/attack)
  --record          takes the result over into docs/reliability.md
  --help            shows this
`;

/** Wrong usage. */
export class UsageError extends Error {}

/** What the command line asks for. */
export interface Options {
  readonly parts: readonly Part[];
  readonly quick: boolean;
  readonly seed: number;
  readonly number: number | undefined;
  readonly into: string;
  readonly record: boolean;
  readonly help: boolean;
}

/**
 * Reads the command line.
 *
 * @throws UsageError for unknown options and parts.
 */
export function parse(args: readonly string[]): Options {
  const { values, positionals } = read(args);
  const unknown = positionals.find((name) => parts.every((part) => part.name !== name));
  if (unknown !== undefined) {
    const names = parts.map(({ name }) => name).join(', ');
    throw new UsageError(`there is no part "${unknown}"; there are: ${names}`);
  }
  const { only, into, ...flags } = values;
  const seed = wholeNumber('seed', values.seed);
  const number = values.number === undefined ? undefined : wholeNumber('number', values.number);
  if (flags.quick && flags.record) throw new UsageError('--record takes the full form');
  const chosen = parts
    .filter(({ name }) => positionals.length === 0 || positionals.includes(name))
    .map(({ name, attacks }) => ({
      name,
      attacks: attacks.filter((attack) => only === undefined || attack.name.includes(only)),
    }))
    .filter(({ attacks }) => attacks.length > 0);
  if (chosen.length === 0) throw new UsageError(`no attack has "${only ?? ''}" in its name`);
  return { ...flags, parts: chosen, seed, number, into };
}

function wholeNumber(option: string, text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new UsageError(`--${option} takes a whole number from 0, but got "${text}"`);
}

function read(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        only: { type: 'string' },
        seed: { type: 'string', default: '0' },
        number: { type: 'string' },
        into: { type: 'string', default: 'runs/attack' },
        quick: { type: 'boolean', default: false },
        record: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
