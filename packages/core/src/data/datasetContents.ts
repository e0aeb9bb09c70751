/** Storage of a data set: whatever type the samples came in, kept until a batch is made. */
export type DatasetValues =
  Uint8Array | Int8Array | Uint16Array | Int16Array | Int32Array | Float32Array | Float64Array;

/** What a data set is made of. */
export interface DatasetContents<Shape extends readonly number[]> {
  /** Name for messages and reports, for example `'mnist/train'`. */
  readonly name: string;
  /** All samples one after the other: `length * product(shape)` values. */
  readonly values: DatasetValues;
  /** Shape of one sample; for sequences `[longest, channels]`. */
  readonly shape: Shape;
  /** A stored value `v` stands for `v * scale`. Default 1; images stored as bytes use 1/255. */
  readonly scale?: number;
  /** One class per sample, from 0. */
  readonly labels?: Int32Array | undefined;
  /** Names of the classes. */
  readonly labelNames?: readonly string[] | undefined;
  /** Valid steps of each sequence, 1 to `shape[0]`; absent when all have full length. */
  readonly lengths?: Int32Array | undefined;
  /**
   * Names of the columns: one for each value of a sample, or one for each place on its last axis. A
   * model remembers those that it was trained on.
   */
  readonly columns?: readonly string[] | undefined;
  /**
   * Further columns beside the samples, by name, which parts of a model may read: as many
   * values for each sample as the part expects, one after the other. They are not scaled.
   */
  readonly beside?: Readonly<Record<string, DatasetValues>> | undefined;
  /** Whether values are probabilities of a one, see {@link Dataset.binarise}. Default false. */
  readonly binarised?: boolean | undefined;
}

/**
 * Values of one sample.
 *
 * @throws RangeError as the constructor of `Dataset` does.
 */
export function checkedSize(contents: DatasetContents<readonly number[]>): number {
  const { name, values, shape, scale = 1, labels, lengths, columns, beside } = contents;
  const size = shape.reduce((product, dimension) => product * dimension, 1);
  if (!shape.every((dimension) => Number.isInteger(dimension) && dimension > 0)) {
    throw new RangeError(
      `${name}: a sample's shape is made of positive integers, but is [${shape.join(', ')}]`,
    );
  }
  if (values.length === 0) throw new RangeError(`${name}: the data set is empty`);
  if (!Number.isFinite(scale) || scale === 0) {
    throw new RangeError(`${name}: scale is a number other than 0, but is ${scale}`);
  }
  if (values.length % size !== 0) {
    throw new RangeError(
      `${name}: ${values.length} values are no multiple of the ${size} values of a sample of shape [${shape.join(', ')}]`,
    );
  }
  const length = values.length / size;
  for (const [what, array] of Object.entries({ labels, lengths })) {
    if (array && array.length !== length) {
      throw new RangeError(
        `${name}: ${array.length} ${what} do not fit ${length} samples; give one per sample`,
      );
    }
  }
  for (const [column, values] of Object.entries(beside ?? {})) {
    if (values.length > 0 && values.length % length === 0) continue;
    throw new RangeError(
      `${name}: ${values.length} values of the column "${column}" do not fit ${length} samples; give as many to each sample`,
    );
  }
  if (columns && columns.length !== size && columns.length !== shape.at(-1)) {
    throw new RangeError(
      `${name}: ${columns.length} columns do not fit samples of shape [${shape.join(', ')}]; name each of the ${size} values, or each place on the last axis`,
    );
  }
  const wrong = lengths?.findIndex((steps) => steps < 1 || steps > shape[0]) ?? -1;
  if (wrong >= 0) {
    throw new RangeError(
      `${name}: sequence ${wrong} has ${lengths![wrong]} steps, but 1 to ${shape[0]} fit`,
    );
  }
  return size;
}
