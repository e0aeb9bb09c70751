/**
 * Thrown when options are unknown, missing or out of range, or do not go together; the message
 * names them.
 */
export class OptionsError extends TypeError {
  override readonly name = 'OptionsError';
}

/** Says what was expected when a value is not acceptable, `undefined` when it is. */
export type Check = (value: unknown) => string | undefined;

const numberWhere =
  (expected: string, accepts: (value: number) => boolean): Check =>
  (value) =>
    typeof value === 'number' && accepts(value) ? undefined : expected;

/** A finite number above 0. */
export const positive = numberWhere('a number above 0', (x) => x > 0 && x < Infinity);
/** A finite number, 0 or above. */
export const nonNegative = numberWhere('a number of 0 or above', (x) => x >= 0 && x < Infinity);
/** A number in [0, 1). */
export const fraction = numberWhere('a number in [0, 1)', (x) => x >= 0 && x < 1);
/** A whole number of 0 or above. */
export const nonNegativeInteger = numberWhere(
  'a whole number of 0 or above',
  (x) => Number.isSafeInteger(x) && x >= 0,
);
/** A whole number of 1 or above. */
export const positiveInteger = numberWhere(
  'a whole number of 1 or above',
  (x) => Number.isSafeInteger(x) && x > 0,
);
/** `true` or `false`. */
export const boolean: Check = (value) => (typeof value === 'boolean' ? undefined : 'true or false');

/** Shows a value in an error message: short, and never failing. */
export function show(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.slice(0, 80));
  if (typeof value === 'function') return 'a function';
  if (typeof value !== 'object' || value === null) return String(value);
  return value.constructor === Object || Array.isArray(value)
    ? JSON.stringify(value).slice(0, 80)
    : `a ${value.constructor.name}`;
}

/**
 * Fills in defaults and refuses unknown names and unacceptable values.
 *
 * @param owner - Name of the function that takes the options, for messages.
 * @throws OptionsError for an unknown option or a value outside its range.
 */
export function parseOptions<T extends object>(
  owner: string,
  options: unknown,
  checks: { readonly [K in keyof T]-?: Check },
  defaults: Partial<T>,
): T {
  if (typeof options !== 'object' || options === null) {
    throw new OptionsError(`${owner}: expected an object of options, but got ${show(options)}`);
  }
  for (const name of Object.keys(options)) {
    if (!Object.hasOwn(checks, name)) {
      const known = Object.keys(checks).join(', ') || 'none';
      throw new OptionsError(`${owner}: unknown option "${name}"; known are: ${known}`);
    }
  }
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  const result = { ...defaults, ...Object.fromEntries(given) } as T;
  for (const [name, check] of Object.entries<Check>(checks)) {
    const value = result[name as keyof T];
    const expected = check(value);
    if (expected !== undefined) {
      throw new OptionsError(
        `${owner}: option "${name}": expected ${expected}, but got ${show(value)}`,
      );
    }
  }
  return result;
}
