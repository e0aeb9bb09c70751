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

/** Makes a column of what was declared. */
export function columnOf(name: string, { classes, shape }: ColumnOptions): Column {
  return classes === undefined ? { name, shape } : { name, shape: [classes], classes };
}

/** Whether two parts that read the same column want the same of it. */
export function sameColumn(a: Column, b: Column): boolean {
  return a.classes === b.classes && String(a.shape) === String(b.shape);
}
