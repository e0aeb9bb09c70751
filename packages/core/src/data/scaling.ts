import { z } from 'zod';
import type { Dataset } from './dataset.js';

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
  /** `feature`: each value of a sample; `channel`: the last axis; `all`: everything. Default `feature`. */
  readonly per?: 'feature' | 'channel' | 'all';
}

/** A scaling fitted on training data: `scaled = (raw - offset) * factor`, cyclic over a sample. */
export interface FittedScaling {
  readonly kind: ScalingKind;
  readonly offset: readonly number[];
  readonly factor: readonly number[];
}

/** Checks a {@link ScalingKind}. */
export const scalingKind = z.enum(['none', 'centre', 'standard', 'minMax']);

/** Checks {@link ScalingOptions}; a bare kind is short for `{ kind }`. */
export const scalingOptions = z.union([
  scalingKind.transform((kind) => ({ kind, per: 'feature' as const })),
  z.strictObject({
    kind: scalingKind,
    per: z.enum(['feature', 'channel', 'all']).default('feature'),
  }),
]);

/** Leaves values as they are. */
export const identityScaling: FittedScaling = { kind: 'none', offset: [0], factor: [1] };

/**
 * Measures a scaling on training data. Columns that do not vary keep their width: dividing by their
 * spread of 0 would give NaN.
 */
export function fitScaling(options: Required<ScalingOptions>, data: Dataset): FittedScaling {
  const { kind, per } = options;
  if (kind === 'none') return identityScaling;
  const lastAxis = data.shape.at(-1) ?? 1;
  const groups = { feature: data.size, channel: lastAxis, all: 1 }[per];
  const { mean, deviation, low, high } = statistics(data, groups);
  if (kind === 'minMax') {
    const factor = low.map((value, i) => invert(high[i] - value, value));
    return { kind, offset: low, factor };
  }
  if (kind === 'centre') return { kind, offset: mean, factor: mean.map(() => 1) };
  return { kind, offset: mean, factor: deviation.map((value, i) => invert(value, mean[i])) };
}

/** 1 / spread, or 1 where the spread is nothing but rounding noise of values around `level`. */
function invert(spread: number, level: number): number {
  return spread > 1e-7 * Math.abs(level) ? 1 / spread : 1;
}

/** Applies a scaling in place to whole samples. */
export function scale(scaling: FittedScaling, values: Float32Array): void {
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
  const deviation = Array.from(squares, (total, group) =>
    Math.sqrt(total / Math.max(count[group], 1)),
  );
  const finite = (bounds: number[]) => bounds.map((bound) => (Number.isFinite(bound) ? bound : 0));
  return { mean, deviation, low: finite(low), high: finite(high) };
}

/** Every valid value of the data set, scaled; the padding of short sequences is left out. */
function visit(
  data: Dataset,
  groups: number,
  scaling: FittedScaling,
  see: (value: number, group: number) => void,
): void {
  const row = new Float32Array(data.size);
  const perStep = data.size / (data.shape[0] ?? 1);
  for (let sample = 0; sample < data.length; sample++) {
    data.read([sample], row);
    scale(scaling, row);
    const valid = data.lengths ? data.lengths[sample] * perStep : data.size;
    for (let i = 0; i < valid; i++) see(row[i], i % groups);
  }
}
