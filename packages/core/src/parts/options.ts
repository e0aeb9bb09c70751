import { z } from 'zod';

/** Thrown when options are unknown, missing or out of range; the message names each of them. */
export class OptionsError extends Error {
  override readonly name = 'OptionsError';
}

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
  const result = schema.safeParse(options ?? {}, { reportInput: true });
  if (result.success) return result.data;
  const known = schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
  throw new OptionsError(
    result.error.issues.map((issue) => `${owner}: ${describe(issue, known)}`).join('\n'),
  );
}

function describe(issue: z.core.$ZodIssue, known: readonly string[]): string {
  const path = issue.path.map(String).join('.');
  if (issue.code === 'unrecognized_keys') {
    const names = issue.keys.map((key) => `"${key}"`).join(', ');
    const choice = known.length > 0 ? `; known are: ${known.join(', ')}` : '';
    return `unknown option ${names}${path ? ` in "${path}"` : ''}${choice}`;
  }
  const came = issue.input === undefined ? 'nothing' : JSON.stringify(issue.input);
  return `option "${path}": ${issue.message}, but got ${came}`;
}

/** A whole number of at least 1. */
export const positiveInteger = z.int().positive();

/** A finite number of at least 0. */
export const nonNegative = z.number().nonnegative();

/** A finite number above 0. */
export const positive = z.number().positive();

/** A share between 0 and 1, both included. */
export const rate = z.number().min(0).max(1);
