import { z } from 'zod';
import { quoted } from '../files/quoted.js';
import { OptionsError, positiveInteger } from './options.js';

/**
 * A named value that stands beside each sample in the data, which a part reads: its
 * label, its place in the set, or a column of the user's own.
 */
export interface Column {
  /** `'label'`, `'index'`, or a name in `beside` of the data set. */
  readonly name: string;
  /** Of one sample's value. */
  readonly shape: readonly number[];
  /** How many classes there are, where values are classes: a part reads a one among zeros. */
  readonly classes?: number;
}

/** What a column holds, where it is declared. */
export type ColumnOptions =
  | { readonly classes: number; readonly shape?: undefined }
  | { readonly shape: readonly number[]; readonly classes?: undefined };

const options = z.union([
  z.strictObject({ classes: positiveInteger, shape: z.undefined().optional() }),
  z.strictObject({ shape: z.array(positiveInteger), classes: z.undefined().optional() }),
]);

/** Columns that are one number for each sample. */
const single: readonly string[] = ['label', 'index'];

/**
 * Makes a column of what a part declared.
 *
 * @param path - Of the part, for messages.
 * @throws OptionsError if it cannot have such values.
 */
export function columnOf(path: string, name: string, given: ColumnOptions): Column {
  const result = options.safeParse(given);
  const { classes, shape } = result.success ? result.data : {};
  const isSingle = shape === undefined ? name !== 'index' : shape.length === 0;
  if (!result.success || (single.includes(name) && !isSingle)) {
    const expected =
      name === 'index'
        ? 'shape: []'
        : `classes: 10 or shape: ${name === 'label' ? '[]' : '[3]'}, one of them`;
    throw new OptionsError(
      `${path}: the column "${name}" is declared by { ${expected} }, but got ${quoted(given)}`,
    );
  }
  return classes === undefined ? { name, shape: shape! } : { name, shape: [classes], classes };
}

/** Whether two parts that read the same column want the same of it. */
export function sameColumn(a: Column, b: Column): boolean {
  return a.classes === b.classes && String(a.shape) === String(b.shape);
}
