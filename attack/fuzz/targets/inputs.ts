import type { Samples } from '@autoencoder-zoo/core';
import { variational } from '@autoencoder-zoo/variants/variational';
import type { Draw } from '../../support/draw.js';
import { times } from '../damage.js';
import { Violation, type Edit, type Target } from '../target.js';

const methods = ['encode', 'reconstruct', 'evaluate'] as const;

interface Call {
  readonly method: (typeof methods)[number];
  readonly samples: unknown;
}

const width = 6;
const rows = [
  [0.1, 0.2, 0.3, 0.4, 0.5, 0.6],
  [0.6, 0.5, 0.4, 0.3, 0.2, 0.1],
  [0, 0, 0.5, 1, 1, 0],
];
const flat = rows.flat();

/** Good samples in each form that a model takes. */
const forms: readonly (() => unknown)[] = [
  () => rows.map((row) => [...row]),
  () => ({ data: Float32Array.from(flat), shape: [3, width] }),
  () => ({ data: Float64Array.from(flat), shape: [3, width] }),
  () => Object.assign(Float32Array.from(flat), { shape: [3, width] }),
  () => rows.map((row) => Float32Array.from(row)),
];

const odd: readonly unknown[] = [
  ...[NaN, Infinity, -Infinity, 1e39, -1e300, '1', 'x', null, undefined, 3n, true, {}, [], [1]],
  ...[new Date(0), Symbol.iterator, () => 1, -0, 1e-320],
];

/** Samples that are given to a model: numbers in the right shape are taken, all else is refused. */
export const inputs: Target<Call> = {
  name: 'samples given to a model',
  quickly: 400,
  named: /^(encode|reconstruct|evaluate)\b/,
  setUp() {
    const model = variational({
      input: [width],
      hidden: [5],
      latentDim: 2,
      likelihood: 'squaredError',
    });
    return Promise.resolve({
      draw(draw) {
        const start = { method: draw.pick(methods), samples: draw.pick(forms)() };
        const edits = times(1 + draw.below(2), () => oneDamage(draw)).map(
          (edit) => (call: Call) => ({ ...call, samples: edit(call.samples) }),
        );
        return { start, edits };
      },
      async attempt({ method, samples }) {
        const result = await model[method](samples as Samples<readonly [6]>);
        if (!isGood(samples)) throw new Violation(`${method} took what is no batch of samples`);
        const values = ArrayBuffer.isView(result) ? Array.from(result) : Object.values(result);
        if (!values.every(Number.isFinite)) throw new Violation(`${method} gave no numbers`);
      },
      contents: ({ method, samples }) => `${method} of ${show(samples)}\n`,
    });
  },
};

type Shaped = { data: Float32Array; shape: unknown };

/** One value, a row, the shape or the whole becomes something else. */
function oneDamage(draw: Draw): Edit<unknown> {
  const [where, row, value] = [draw.share(), draw.below(3), draw.pick(odd)];
  const shape = draw.pick<unknown>([
    ...[[3, 5], [2, width], [3, width, 1], [18], [0, width], [-3, -width], [1.5, 12], [3], []],
    ...[undefined, 'x', null, [NaN, width], [1e9, width], ['3', '6'], [3n, 6n]],
  ]);
  const onArrays =
    (change: (copy: unknown[]) => unknown): Edit<unknown> =>
    (samples) =>
      Array.isArray(samples) ? change(samples.map((item) => copyOf(item))) : samples;
  return draw.pick<Edit<unknown>>([
    (samples) => withValue(samples, where, row, value),
    (samples) => withValue(samples, where, row, value),
    (samples) => (isShaped(samples) ? { data: samples.data, shape } : samples),
    onArrays((copy) => copy.map((item, place) => (place === row ? value : item))),
    onArrays((copy) => [...copy, copy[0], value]),
    onArrays((copy) => [copy]),
    onArrays((copy) => copy.map((item) => (Array.isArray(item) ? item.slice(1) : item))),
    onArrays((copy) => [...copy, [...rows[0], 1]]),
    () => value,
  ]);
}

function withValue(samples: unknown, where: number, row: number, value: unknown): unknown {
  if (Array.isArray(samples)) {
    const copy = samples.map((item) => copyOf(item));
    const chosen = copy[row % copy.length];
    if (Array.isArray(chosen)) chosen[Math.floor(where * width)] = value;
    else if (chosen instanceof Float32Array)
      chosen[Math.floor(where * width)] = typeof value === 'number' ? value : NaN;
    return copy;
  }
  if (!isShaped(samples)) return samples;
  const data = samples.data.slice();
  data[Math.floor(where * data.length)] = typeof value === 'number' ? value : NaN;
  return { data, shape: samples.shape };
}

function copyOf(item: unknown): unknown {
  if (Array.isArray(item)) return Array.from(item as unknown[]);
  return item instanceof Float32Array ? item.slice() : item;
}

const isShaped = (samples: unknown): samples is Shaped =>
  typeof samples === 'object' && samples !== null && 'data' in samples && 'shape' in samples;

const isNumber = (value: unknown) =>
  typeof value === 'number' && Number.isFinite(Math.fround(value));

/** Whether this is a batch of samples, by a rule that shares nothing with the model's. */
function isGood(samples: unknown): boolean {
  if (Array.isArray(samples)) {
    const all = samples as unknown[];
    return all.length > 0 && all.every((row) => isRow(row));
  }
  const { data, shape } = isShaped(samples)
    ? samples
    : { data: samples, shape: (samples as { shape?: unknown }).shape };
  if (!(data instanceof Float32Array || data instanceof Float64Array)) return false;
  if (!Array.isArray(shape) || shape.length !== 2 || shape[1] !== width) return false;
  return data.length > 0 && data.length === shape[0] * width && Array.from(data).every(isNumber);
}

function isRow(row: unknown): boolean {
  const list = ArrayBuffer.isView(row) ? Array.from(row as Float32Array) : row;
  return Array.isArray(list) && list.length === width && Array.from(list).every(isNumber);
}

function show(value: unknown): string {
  if (ArrayBuffer.isView(value)) {
    return `${value.constructor.name}(${Array.from(value as Float32Array).join()})`;
  }
  if (Array.isArray(value)) return `[${(value as unknown[]).map(show).join(', ')}]`;
  if (isShaped(value)) return `{ data: ${show(value.data)}, shape: ${show(value.shape)} }`;
  return typeof value === 'string' ? JSON.stringify(value) : String(value);
}
