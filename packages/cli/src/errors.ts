import { asFlags } from './flags.js';

/** A wrong command line or unusable input: exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** A run that did not come to its end, with nothing wrong in the program: exit code 1. */
export class RunError extends Error {
  override readonly name = 'RunError';
}

/** Errors of other packages that mean wrong usage, by name: comparing classes would import them. */
const usageErrors = new Set([
  'UsageError',
  'OptionsError',
  'DataError',
  'DataFileError',
  'ProviderError',
  'RunFolderError',
  'InUseError',
]);

/** Exit code of a command that ended with an error: 2 for wrong usage, else 1. */
export function exitCodeOf(error: unknown): 1 | 2 {
  return error instanceof Error && usageErrors.has(error.name) ? 2 : 1;
}

/**
 * An error as a user of the command line reads it: its message; with the environment
 * variable DEBUG the stack too.
 */
export function show(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return asFlags(process.env['DEBUG'] ? (error.stack ?? error.message) : error.message);
}

/**
 * Does something that can only fail because of what the user gave.
 *
 * @param flag - By which it was given, for the message where that does not say it.
 * @throws UsageError instead of any other error.
 */
export async function usage<Result>(
  work: () => Result | Promise<Result>,
  flag?: string,
): Promise<Result> {
  try {
    return await work();
  } catch (cause) {
    if (!(cause instanceof Error)) throw cause;
    throw new UsageError(flag ? `${flag}: ${cause.message}` : cause.message, { cause });
  }
}
