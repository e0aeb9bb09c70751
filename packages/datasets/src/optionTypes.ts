import type { FromFileOptions } from './fromFile.js';

type Test = (value: unknown) => boolean;
type OptionType = readonly [expected: string, test: Test];

const isText: Test = (value) => typeof value === 'string';
const isNumber: Test = (value) => typeof value === 'number';
const isColumn: Test = (value) => isText(value) || Number.isInteger(value);
const all =
  (test: Test): Test =>
  (value) =>
    Array.isArray(value) && value.every(test);
const text: OptionType = ['text', isText];
const number: OptionType = ['a number', isNumber];

/** What each option of `fromFile` has to be. */
const OPTION_TYPES: Readonly<Record<keyof FromFileOptions<readonly number[]>, OptionType>> = {
  name: text,
  shape: ['an array of whole numbers', all(Number.isInteger)],
  scale: number,
  labels: ['the path of a file', (value) => isText(value) || value instanceof URL],
  labelNames: ['an array of names', all(isText)],
  header: ["true, false or 'auto'", (value) => typeof value === 'boolean' || value === 'auto'],
  delimiter: text,
  decimal: text,
  encoding: text,
  label: ['the name or the position of a column', isColumn],
  columns: ['an array of names or positions', all(isColumn)],
  steps: number,
  maximumBytes: number,
};

/**
 * Refuses options of the wrong type, as they come from JavaScript or a command line.
 *
 * @param file - For messages.
 * @throws RangeError naming the first such option, what it has to be, and what it is.
 */
export function refuseWrongTypes(options: object, file: string): void {
  for (const [option, value] of Object.entries(options)) {
    if (value === undefined || !Object.hasOwn(OPTION_TYPES, option)) continue;
    const [expected, test] = OPTION_TYPES[option as keyof typeof OPTION_TYPES];
    if (test(value)) continue;
    throw new RangeError(
      `${file}: the option ${option} must be ${expected}, but is ${JSON.stringify(value)}`,
    );
  }
}
