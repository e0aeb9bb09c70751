import { DataFileError } from '../dataFileError.js';
import type { CsvColumnOptions } from './pickColumns.js';
import type { Dialect } from './dialect.js';

/** A table and what was asked of it. */
interface ReadTable extends CsvColumnOptions, Pick<Dialect, 'names' | 'delimiter'> {
  readonly name: string;
  readonly values: Float32Array | Float64Array;
  readonly width: number;
}

/**
 * Refuses to take the classes of a series for its first value: the UCR archive has
 * them in the first column of `Name_TRAIN.tsv` and `Name_TEST.tsv`, without a header.
 *
 * @throws DataFileError with both ways to tell.
 */
export function refuseClassesAsValues(table: ReadTable): void {
  const { name, names, delimiter, label, columns, values, width } = table;
  const isNamedSo = /_(TRAIN|TEST)\.tsv(\.gz)?$/.test(name);
  if (!isNamedSo || delimiter !== '\t' || names || label !== undefined || columns) return;
  for (let first = 0; first < values.length; first += width) {
    if (!Number.isInteger(values[first])) return;
  }
  throw new DataFileError(
    name,
    'to be told what the first column is',
    'whole numbers in it, which are the classes in files of the UCR archive; pass label: 0 for classes, or columns: [...] for values',
  );
}
