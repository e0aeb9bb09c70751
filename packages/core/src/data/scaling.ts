import { OptionsError } from '@autoencoder-zoo/engine/session';
import type { Dataset, ReadDraws } from './dataset.js';
import { DataError } from './input.js';

/**
 * How inputs are scaled before the encoder sees them.
 * - `none`: not at all.
 * - `centre`: minus the training mean.
 * - `standard`: minus the training mean, divided by the standard deviation.
 * - `minMax`: so that the training data spans [0, 1].
 */
export type ScalingKind = 'none' | 'centre' | 'standard' | 'minMax';

/** A scaling to be fitted; `per` says what shares one offset and one factor. */
export interface ScalingOptions {
  readonly kind: ScalingKind;
  /**
   * `feature`: each value of a sample; `channel`: each place on the last axis; `all`:
   * everything. Default `feature`, and `channel` for sequences of unequal length: few
   * of them have a late step, so that its own mean and spread would say little.
   */
  readonly per?: 'feature' | 'channel' | 'all' | undefined;
}

/** A scaling fitted on training data: `scaled = (raw - offset) * factor`, cyclic over a sample. */
export interface FittedScaling {
  readonly kind: ScalingKind;
  readonly offset: readonly number[];
  readonly factor: readonly number[];
}

/** Leaves values as they are. */
export const identityScaling: FittedScaling = { kind: 'none', offset: [0], factor: [1] };

/** Up to here the span of values, and one divided by it, are usual numbers of `float32`. */
const LARGEST = 2 ** 125;

/**
 * Measures a scaling on training data. Columns that do not vary keep their width: dividing by their
 * spread of 0 would give NaN.
 *
 * @throws OptionsError if each step of sequences of unequal length is to be scaled apart;
 * DataError for values beyond 4.25e37, of whose span `float32` does not hold enough.
 */
export function fitScaling(options: ScalingOptions, data: Dataset): FittedScaling {
  const { kind, per = data.lengths ? 'channel' : 'feature' } = options;
  if (kind === 'none') return identityScaling;
  if (per === 'feature' && data.lengths) {
    throw new OptionsError(
      `option "scaling.per": "feature" scales each step apart, but the sequences of ${data.name} differ in length, and few have a late step; use "channel" or "all"`,
    );
  }
  const lastAxis = data.shape.at(-1) ?? 1;
  const groups = { feature: data.size, channel: lastAxis, all: 1 }[per];
  const { mean, deviation, low, high } = statistics(data, groups);
  const beyond = [...low, ...high].find((value) => !(Math.abs(value) <= LARGEST));
  if (beyond !== undefined) {
    throw new DataError(
      `${data.name}: ${beyond} is too large: a scaling is computed in float32, for values up to ${LARGEST.toPrecision(3)}; divide the values by a power of ten first`,
    );
  }
  const invert = (spread: number, level: number) => {
    const factor = 1 / spread;
    const counts =
      spread > rounding(data) * Math.abs(level) && Number.isFinite(Math.fround(factor));
    return counts ? factor : 1;
  };
  if (kind === 'minMax') {
    const factor = low.map((value, i) => invert(high[i] - value, value));
    return { kind, offset: low, factor };
  }
  if (kind === 'centre') return { kind, offset: mean, factor: mean.map(() => 1) };
  return { kind, offset: mean, factor: deviation.map((value, i) => invert(value, mean[i])) };
}

/** A spread that is a smaller share of the values around it is nothing but their rounding. */
function rounding(data: Dataset): number {
  return data.isWide ? 1e-15 : 1e-7;
}

/** Applies a scaling in place to whole samples. */
export function scale(scaling: FittedScaling, values: Float32Array | Float64Array): void {
  const { kind, offset, factor } = scaling;
  if (kind === 'none') return;
  const groups = offset.length;
  for (let i = 0; i < values.length; i += groups) {
    for (let j = 0; j < groups; j++) values[i + j] = (values[i + j] - offset[j]) * factor[j];
  }
}

/** Undoes {@link scale} in place. */
export function unscale(scaling: FittedScaling, values: Float32Array): void {
  const { kind, offset, factor } = scaling;
  if (kind === 'none') return;
  const groups = offset.length;
  for (let i = 0; i < values.length; i += groups) {
    for (let j = 0; j < groups; j++) values[i + j] = values[i + j] / factor[j] + offset[j];
  }
}

/**
 * Reads samples as a model sees them. Values are rounded to `float32` after the
 * offset is taken off: what is far from zero, such as a time in seconds since 1970,
 * keeps its digits. Padding is zeros before it is scaled, whatever stands in it.
 */
export function readScaled(
  data: Dataset,
  indices: ArrayLike<number>,
  target: Float32Array,
  { scaling, ...draws }: ReadDraws & { readonly scaling: FittedScaling },
): void {
  const exact = scaling.kind === 'none' || !data.isWide ? target : new Float64Array(target.length);
  data.read(indices, exact, draws);
  if (data.lengths) clearPadding(data, indices, exact);
  scale(scaling, exact);
  if (exact !== target) target.set(exact);
}

/** Puts zeros into the padding, so that nothing depends on what stands there. */
function clearPadding(
  data: Dataset,
  indices: ArrayLike<number>,
  values: Float32Array | Float64Array,
): void {
  for (let row = 0; row < indices.length; row++) {
    const start = row * data.size;
    values.fill(0, start + validValues(data, indices[row]), start + data.size);
  }
}

/** Means of scaled values, one for each of so many groups, cyclic over a sample. */
export function scaledMeans(scaling: FittedScaling, data: Dataset, groups: number): number[] {
  const sum = new Float64Array(groups);
  const count = new Float64Array(groups);
  visit(data, groups, scaling, (value, group) => {
    sum[group] = sum[group] + value;
    count[group] = count[group] + 1;
  });
  return Array.from(sum, (total, group) => (count[group] > 0 ? total / count[group] : 0));
}

function statistics(data: Dataset, groups: number) {
  const mean = scaledMeans(identityScaling, data, groups);
  const low = new Array<number>(groups).fill(Infinity);
  const high = new Array<number>(groups).fill(-Infinity);
  const count = new Float64Array(groups);
  const squares = new Float64Array(groups);
  visit(data, groups, identityScaling, (value, group) => {
    const difference = value - mean[group];
    squares[group] = squares[group] + difference * difference;
    count[group] = count[group] + 1;
    if (value < low[group]) low[group] = value;
    if (value > high[group]) high[group] = value;
  });
  const deviation = Array.from(squares, (total, group) => Math.sqrt(total / count[group]));
  return { mean, deviation, low, high };
}

/** Every valid value of the data set, scaled; the padding of short sequences is left out. */
function visit(
  data: Dataset,
  groups: number,
  scaling: FittedScaling,
  see: (value: number, group: number) => void,
): void {
  const row = data.isWide ? new Float64Array(data.size) : new Float32Array(data.size);
  for (let sample = 0; sample < data.length; sample++) {
    data.read([sample], row);
    scale(scaling, row);
    const valid = validValues(data, sample);
    for (let i = 0; i < valid; i++) see(row[i], i % groups);
  }
}

/** Values of a sample that are no padding; they come first. */
export function validValues({ lengths, shape, size }: Dataset, sample: number): number {
  return lengths ? (lengths[sample] * size) / shape[0] : size;
}
