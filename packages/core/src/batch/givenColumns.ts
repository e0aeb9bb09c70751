import type { Dataset } from '../data/dataset.js';
import type { DatasetValues } from '../data/datasetContents.js';
import { DataError } from '../data/input.js';
import type { Column } from '../parts/column.js';

/** The place of a sample in its set, which no data have to bring along. */
const place = 'index';
/** The class of a sample. */
const label = 'label';

/** Values of columns by name: one for all samples, or as many for each as the column has. */
export type GivenColumns = Readonly<Record<string, number | ArrayLike<number>>>;

/**
 * The same samples with columns beside them; those that they have already are replaced.
 *
 * @throws RangeError if the values do not fit the number of samples.
 */
export function withColumns<Shape extends readonly number[]>(
  data: Dataset<Shape>,
  given: GivenColumns,
): Dataset<Shape> {
  const labels = Object.hasOwn(given, label) ? given[label] : undefined;
  const others = Object.entries(given).filter(([name]) => name !== label);
  const columns = others.map(([name, values]) => [
    name,
    Float32Array.from(each(values, data.length)),
  ]);
  return data.with({
    ...(labels !== undefined && {
      labels: wholeLabels(each(labels, data.length)),
      labelNames: undefined,
    }),
    beside: { ...data.beside, ...(Object.fromEntries(columns) as Record<string, Float32Array>) },
  });
}

const each = (values: number | ArrayLike<number>, count: number): ArrayLike<number> =>
  typeof values === 'number' ? new Float64Array(count).fill(values) : values;

/** Labels as whole numbers: to cut others off would give another class. */
function wholeLabels(labels: ArrayLike<number>): Int32Array {
  const whole = Int32Array.from(labels);
  const wrong = whole.findIndex((value, sample) => value !== labels[sample]);
  if (wrong < 0) return whole;
  throw new DataError(`a label is the whole number of a class, but got ${labels[wrong]}`);
}

/** Writes the values of a column for the samples of a batch. */
export function fillColumn(
  data: Dataset,
  { name, classes }: Column,
  indices: Uint32Array,
  target: Float32Array,
): void {
  if (name === place) {
    target.set(indices);
    return;
  }
  const values = name === label ? data.labels! : data.beside![name];
  if (classes === undefined) copyRows(values, indices, target);
  else fillClasses(values, indices, target);
}

/**
 * Refuses data without a column, or whose column has other values than are expected.
 *
 * @throws DataError saying what to give.
 */
export function refuseLacking(data: Dataset, column: Column): void {
  const { name, classes, shape } = column;
  if (name === place) return;
  if (name === label) {
    if (!data.labels) refuseNoLabels(data);
    if (classes !== undefined) refuseClasses(data, data.labels, classes, (v) => `the label ${v}`);
    return;
  }
  const values = data.beside && Object.hasOwn(data.beside, name) ? data.beside[name] : undefined;
  if (!values) {
    const names = Object.keys(data.beside ?? {}).join(', ') || 'none';
    throw new DataError(
      `${data.name}: this model reads a column "${name}" beside the samples, but the data have ${names}; give a Dataset with beside: { ${name}: values }`,
    );
  }
  const size = classes === undefined ? shape.reduce((product, d) => product * d, 1) : 1;
  if (values.length !== size * data.length) {
    throw new DataError(
      `${data.name}: the column "${name}" has ${values.length / data.length} values for each sample, but ${size} ${size === 1 ? 'is' : 'are'} expected`,
    );
  }
  if (classes !== undefined) {
    refuseClasses(data, values, classes, (value) => `${value} in the column "${name}"`);
  }
  const wrong = values.findIndex((value) => !Number.isFinite(value));
  if (wrong >= 0) {
    throw new DataError(
      `${data.name}: sample ${Math.floor(wrong / size)} has ${values[wrong]} in the column "${name}", where a finite number is expected`,
    );
  }
}

function copyRows(values: ArrayLike<number>, indices: Uint32Array, target: Float32Array): void {
  const size = target.length / indices.length;
  indices.forEach((sample, row) => {
    for (let i = 0; i < size; i++) target[row * size + i] = values[sample * size + i];
  });
}

/** A one at each sample's class, zeros elsewhere. */
function fillClasses(values: ArrayLike<number>, indices: Uint32Array, target: Float32Array): void {
  const classes = target.length / indices.length;
  target.fill(0);
  indices.forEach((sample, row) => (target[row * classes + values[sample]] = 1));
}

function refuseClasses(
  { name }: Dataset,
  values: DatasetValues,
  classes: number,
  named: (value: number) => string,
): void {
  const wrong = values.findIndex(
    (value) => !(Number.isInteger(value) && value >= 0 && value < classes),
  );
  if (wrong >= 0) {
    throw new DataError(
      `${name}: sample ${wrong} has ${named(values[wrong])}, but this model has ${classes} classes, from 0 to ${classes - 1}`,
    );
  }
}

function refuseNoLabels({ name }: Dataset): never {
  throw new DataError(
    `${name}: this model reads labels, but the samples have none; give a Dataset with \`labels\``,
  );
}
