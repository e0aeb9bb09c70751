import { OptionsError } from '@autoencoder-zoo/engine';
import { z } from 'zod';
import { quoted } from '../files/quoted.js';

export { OptionsError };

/**
 * Checks options against a schema and fills in defaults.
 *
 * @param owner - Whose options they are, for the message.
 * @throws {@link OptionsError} naming every option that is unknown, missing or out of range.
 */
export function parseOptions<Schema extends z.ZodType>(
  owner: string,
  schema: Schema,
  options: unknown,
): z.output<Schema> {
  return parse(schema, options ?? {}, 'option', `${owner}: `);
}

/**
 * Checks JSON that was read from a file against a schema.
 *
 * @param owner - Whose state it is, for the message; nobody's if the file is all that matters.
 * @throws {@link OptionsError} naming every field that is unknown, missing or wrong.
 */
export function parseFields<Schema extends z.ZodType>(
  schema: Schema,
  json: unknown,
  owner?: string,
): z.output<Schema> {
  return parse(schema, json, 'field', owner === undefined ? '' : `${owner}: `);
}

function parse<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  noun: string,
  prefix: string,
): z.output<Schema> {
  const result = schema.safeParse(value, { reportInput: true });
  if (result.success) return result.data;
  const known = schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
  const problems = result.error.issues.map((issue) => prefix + problemOf(issue, known, noun));
  throw new OptionsError(problems.slice(0, shown).join('\n'));
}

/** Most problems that one message names. */
const shown = 10;

function problemOf(issue: z.core.$ZodIssue, known: readonly string[], noun: string): string {
  const path = issue.path.map(String).join('.');
  if (issue.code === 'unrecognized_keys') {
    const names = issue.keys.slice(0, shown).map(quoted).join(', ');
    const choice = known.length > 0 ? `; known are: ${known.join(', ')}` : '';
    return `unknown ${noun} ${names}${path ? ` in "${path}"` : ''}${choice}`;
  }
  return `${noun} ${quoted(path)}: ${issue.message}, but got ${quoted(issue.input)}`;
}

/** A whole number from 1 to 2^31 - 1, such as sizes and counts are. */
export const positiveInteger = z
  .int()
  .positive()
  .max(2 ** 31 - 1);

/** The largest number in 32 bits, in which models compute. */
const largest = 3.4028234663852886e38;

/** A number that is finite in 32 bits. */
export const single = z.number().min(-largest).max(largest);

/** A number of at least 0 that is finite in 32 bits. */
export const nonNegative = z.number().nonnegative().max(largest);

/** A number above 0 that is finite in 32 bits. */
export const positive = z.number().positive().max(largest);

/** A share between 0 and 1, both included. */
export const rate = z.number().min(0).max(1);
