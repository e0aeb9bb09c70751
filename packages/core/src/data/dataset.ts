import { drawOnes, refuseNoProbabilities } from './binarisation.js';
import { readBytes } from './bytes.js';

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

/** Which ones and zeros are read of a binarised data set. */
export interface ReadDraws {
  /** Whole number from 0. Default 0. */
  readonly seed?: number;
  /** Each has other ones. Default 0. */
  readonly epoch?: number;
}

/**
 * Samples of one shape, kept in the type that they came in and turned into `float32`
 * batch by batch.
 *
 * Data sets are immutable; `slice`, `select`, `reshape` and `binarise` make new ones
 * (all but `select` without copying values).
 */
export class Dataset<const Shape extends readonly number[] = readonly number[]> {
  /** Name for messages and reports. */
  readonly name: string;
  /** Stored values, sample after sample. */
  readonly values: DatasetValues;
  /** Shape of one sample. */
  readonly shape: Shape;
  /** Values of one sample. */
  readonly size: number;
  /** Number of samples. */
  readonly length: number;
  /** A stored value `v` stands for `v * scale`. */
  readonly scale: number;
  /** One class per sample, if known. */
  readonly labels: Int32Array | undefined;
  /** Names of the classes, if known. */
  readonly labelNames: readonly string[] | undefined;
  /** Valid steps of each sequence; `undefined` when all have full length. */
  readonly lengths: Int32Array | undefined;
  /** Names of the values of a sample, or of the places on its last axis, if known. */
  readonly columns: readonly string[] | undefined;
  /** Further columns beside the samples, by name. */
  readonly beside: Readonly<Record<string, DatasetValues>> | undefined;
  /** Whether reading draws ones and zeros. */
  readonly binarised: boolean;

  /**
   * @throws RangeError if the number of values is no multiple of the sample's size,
   * the set is empty, or labels or lengths do not fit.
   */
  constructor(contents: DatasetContents<Shape>) {
    const { name, values, shape, scale = 1, labels, labelNames, lengths } = contents;
    const { columns, beside, binarised } = contents;
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
    this.name = name;
    this.values = values;
    this.shape = shape;
    this.size = size;
    this.length = values.length / size;
    this.scale = scale;
    this.labels = labels;
    this.labelNames = labelNames;
    this.lengths = lengths;
    this.columns = columns;
    this.beside = beside;
    this.binarised = binarised ?? false;
    for (const [what, array] of Object.entries({ labels, lengths })) {
      if (array && array.length !== this.length) {
        throw new RangeError(
          `${name}: ${array.length} ${what} do not fit ${this.length} samples; give one per sample`,
        );
      }
    }
    for (const [column, values] of Object.entries(beside ?? {})) {
      if (values.length > 0 && values.length % this.length === 0) continue;
      throw new RangeError(
        `${name}: ${values.length} values of the column "${column}" do not fit ${this.length} samples; give as many to each sample`,
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
  }

  /** Whether values are stored with more digits than `float32` has. */
  get isWide(): boolean {
    return this.values instanceof Float64Array || this.values instanceof Int32Array;
  }

  /**
   * Writes samples, in the order of `indices`, one after the other into `target`
   * (`indices.length * size` values), whose type says how far they are rounded.
   *
   * @param draws - Which ones and zeros, where the set is binarised.
   */
  read(
    indices: ArrayLike<number>,
    target: Float32Array | Float64Array,
    draws: ReadDraws = {},
  ): void {
    this.#readValues(indices, target);
    if (this.binarised) drawOnes(target, { indices, size: this.size, ...draws });
  }

  /**
   * Samples `begin` (included) to `end` (excluded), sharing memory with this set. Negative
   * places count from the end, and what lies beyond an end is left out, as with `Array.slice`.
   *
   * @throws RangeError if a place is no whole number, or no sample is left.
   */
  slice(begin: number, end: number = this.length): Dataset<Shape> {
    const [first, last] = [begin, end].map((place) => this.#place(place));
    if (last <= first) {
      throw new RangeError(
        `${this.name}: slice(${begin}, ${end}) leaves none of the ${this.length} samples`,
      );
    }
    return this.with({
      values: this.values.subarray(first * this.size, last * this.size),
      labels: this.labels?.subarray(first, last),
      lengths: this.lengths?.subarray(first, last),
      beside: this.#eachBeside((values, size) => values.subarray(first * size, last * size)),
    });
  }

  /**
   * A copy of the samples at `indices`, in that order.
   *
   * @throws RangeError if an index is not from 0 to `length - 1`, or none came.
   */
  select(indices: ArrayLike<number>): Dataset<Shape> {
    const { size } = this;
    for (let row = 0; row < indices.length; row++) {
      const index = indices[row];
      if (Number.isInteger(index) && index >= 0 && index < this.length) continue;
      throw new RangeError(
        `${this.name}: select got the index ${index} at position ${row}, but samples are numbered 0 to ${this.length - 1}`,
      );
    }
    if (indices.length === 0) throw new RangeError(`${this.name}: select got no indices`);
    const pick = (array: Int32Array | undefined) =>
      array && Int32Array.from(indices, (index) => array[index]);
    return this.with({
      values: rowsOf(this.values, size, indices),
      labels: pick(this.labels),
      lengths: pick(this.lengths),
      beside: this.#eachBeside((values, size) => rowsOf(values, size, indices)),
    });
  }

  /**
   * The same samples seen in another shape, sharing memory: `[784]` as `[28, 28]`.
   * Sequences of unequal length keep counting only the values that they have: where
   * the first axis grows or shrinks, lengths follow.
   *
   * @throws RangeError if the sizes differ, or a sequence would end within a step of the new shape.
   */
  reshape<const Other extends readonly number[]>(shape: Other): Dataset<Other> {
    const size = shape.reduce((product, dimension) => product * dimension, 1);
    if (size !== this.size) {
      throw new RangeError(
        `${this.name}: a sample of shape [${this.shape.join(', ')}] has ${this.size} values and cannot become [${shape.join(', ')}], which has ${size}`,
      );
    }
    const named = this.columns?.length === size || shape.at(-1) === this.shape.at(-1);
    return this.with({
      shape,
      lengths: this.#lengthsIn(shape),
      columns: named ? this.columns : undefined,
    });
  }

  /**
   * The same sequences with room for `steps` steps, filled up with zeros that do not count. A model
   * that was trained on longer sequences takes them so.
   *
   * @throws RangeError if a sequence has more steps than that.
   */
  padTo(steps: number): Dataset {
    const { name, length, size, shape, values, lengths } = this;
    const [present, ...step] = shape;
    if (steps === present) return this.with({});
    const longest = lengths ? lengths.reduce((a, b) => Math.max(a, b)) : present;
    if (!Number.isInteger(steps) || steps < longest) {
      throw new RangeError(
        `${name}: the longest sequence has ${longest} steps and cannot be padded to ${steps}`,
      );
    }
    const roomy = (size / present) * steps;
    const kept = Math.min(size, roomy);
    const padded = new (values.constructor as new (length: number) => DatasetValues)(
      length * roomy,
    );
    for (let sample = 0; sample < length; sample++) {
      const start = sample * size;
      padded.set(values.subarray(start, start + kept), sample * roomy);
    }
    return this.with<readonly number[]>({
      values: padded,
      shape: [steps, ...step],
      lengths: lengths ?? new Int32Array(length).fill(present),
      columns: this.columns?.length === shape.at(-1) ? this.columns : undefined,
    });
  }

  /**
   * The same samples with their classes numbered by other names, such as those of the
   * training data: files that lack a class number the others differently.
   *
   * @throws RangeError if the set has no names of classes, or a sample has a class
   * that is not among `labelNames`.
   *
   * @example `const known = test.relabel(train.labelNames);`
   */
  relabel(labelNames: readonly string[]): Dataset<Shape> {
    const { name, labels, labelNames: names } = this;
    if (!labels || !names) {
      throw new RangeError(`${name}: classes without names cannot be numbered by names`);
    }
    const places = new Map(labelNames.map((label, place) => [label, place]));
    const renumbered = labels.map((label, sample) => {
      const place = places.get(names[label]);
      if (place !== undefined) return place;
      throw new RangeError(
        `${name}: sample ${sample} is of the class ${JSON.stringify(names[label])}, but known are: ${labelNames.join(', ')}`,
      );
    });
    return this.with({ labels: renumbered, labelNames });
  }

  /**
   * The same samples as ones and zeros, drawn with their values as probabilities,
   * sharing memory: dynamic binarisation (Salakhutdinov & Murray, "On the
   * Quantitative Analysis of Deep Belief Networks", 2008). Training sees other ones
   * in each epoch; everything else sees one drawing for each seed, whatever it does
   * with the samples. A draw goes with the place of the sample in its set.
   *
   * @throws RangeError if a value is not from 0 to 1.
   *
   * @example `await fit(model, train.binarise(), { validation: test.binarise() });`
   */
  binarise(): Dataset<Shape> {
    refuseNoProbabilities(this);
    return this.with({ binarised: true });
  }

  /** A place as `Array.slice` understands it, from 0 to `length`. */
  #place(index: number): number {
    if (!Number.isInteger(index)) {
      throw new RangeError(`${this.name}: slice takes whole numbers, but got ${index}`);
    }
    return Math.min(Math.max(index < 0 ? this.length + index : index, 0), this.length);
  }

  /** Lengths where a sample has another shape: the same values count. */
  #lengthsIn(shape: readonly number[]): Int32Array | undefined {
    const { lengths, name, size } = this;
    if (!lengths || shape[0] === this.shape[0]) return lengths;
    const perStep = size / this.shape[0];
    const perNewStep = size / shape[0];
    return lengths.map((steps, sample) => {
      const length = (steps * perStep) / perNewStep;
      if (Number.isInteger(length)) return length;
      throw new RangeError(
        `${name}: sequence ${sample} has ${steps * perStep} values and would end within a step of shape [${shape.slice(1).join(', ')}]; use a shape in which steps are no longer than before`,
      );
    });
  }

  #readValues(indices: ArrayLike<number>, target: Float32Array | Float64Array): void {
    const { values, size, scale } = this;
    if (values instanceof Uint8Array && target instanceof Float32Array) {
      readBytes(values, { rows: indices, size, scale }, target);
      return;
    }
    for (let row = 0; row < indices.length; row++) {
      const start = indices[row] * size;
      target.set(values.subarray(start, start + size), row * size);
    }
    // Copying and scaling apart is four times as fast as a loop over the many types of `values`.
    if (scale === 1) return;
    const end = indices.length * size;
    for (let i = 0; i < end; i++) target[i] *= scale;
  }

  #eachBeside(
    change: (values: DatasetValues, size: number) => DatasetValues,
  ): Record<string, DatasetValues> | undefined {
    const { beside, length } = this;
    if (!beside) return undefined;
    return Object.fromEntries(
      Object.entries(beside).map(([name, values]) => [
        name,
        change(values, values.length / length),
      ]),
    );
  }

  /**
   * The same set with other contents.
   *
   * @internal
   */
  with<Other extends readonly number[] = Shape>(
    changes: Partial<DatasetContents<Other>>,
  ): Dataset<Other> {
    const { name, values, scale, labels, labelNames, lengths, columns, beside, binarised } = this;
    const shape = this.shape as readonly number[] as Other;
    const same = {
      name,
      values,
      shape,
      scale,
      labels,
      labelNames,
      lengths,
      columns,
      beside,
      binarised,
    };
    return new Dataset({ ...same, ...changes });
  }
}

/** A copy of rows of so many values each. */
function rowsOf(values: DatasetValues, size: number, indices: ArrayLike<number>): DatasetValues {
  const rows = new (values.constructor as new (length: number) => DatasetValues)(
    indices.length * size,
  );
  for (let row = 0; row < indices.length; row++) {
    const start = indices[row] * size;
    rows.set(values.subarray(start, start + size), row * size);
  }
  return rows;
}
