import { drawOnes, refuseNoProbabilities } from './binarisation.js';
import { checkedSize, type DatasetContents, type DatasetValues } from './datasetContents.js';
import { lengthsIn, paddedTo, readRows, rowsOf } from './rows.js';

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
    const size = checkedSize(contents);
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
    readRows(this, indices, target);
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
      lengths: lengthsIn(this, shape),
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
    const { shape, lengths, length, columns } = this;
    const [present, ...step] = shape;
    if (steps === present) return this.with({});
    return this.with<readonly number[]>({
      values: paddedTo(this, steps),
      shape: [steps, ...step],
      lengths: lengths ?? new Int32Array(length).fill(present),
      columns: columns?.length === shape.at(-1) ? columns : undefined,
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
