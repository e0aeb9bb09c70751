import type { Dataset, ReadDraws } from './dataset.js';
import { hasNonFinite } from './finite.js';
import { DataError } from './input.js';
import { identityScaling, readScaled, validValues, type FittedScaling } from './scaling.js';

/**
 * Refuses NaN and infinities among the stored values; padding does not count.
 *
 * @throws DataError naming the first bad sample and its position.
 */
export function refuseNonFinite(data: Dataset): void {
  const { values } = data;
  if (!mayBeNonFinite(data, identityScaling)) return;
  if (values instanceof Float32Array && !hasNonFinite(values)) return;
  for (let sample = 0; sample < data.length; sample++) {
    const start = sample * data.size;
    const end = start + validValues(data, sample);
    for (let i = start; i < end; i++) {
      if (!Number.isFinite(values[i])) throw nonFinite(data, sample, i - start);
    }
  }
}

/** Scaling may leave rounding errors just outside of a range. */
const TOLERANCE = 1e-5;

/** Values that targets may have once they are scaled, both ends included. */
export interface Support {
  readonly low: number;
  readonly high: number;
  /** Whether they have to be whole numbers: those of classes. Default false. */
  readonly whole?: boolean;
}

/** What the values of samples have to be, once they are scaled. */
export interface Demands {
  readonly scaling: FittedScaling;
  /** Default: all finite values. */
  readonly support?: Support | undefined;
  /** Draws of a binarised set. */
  readonly draws?: ReadDraws;
}

/**
 * Refuses samples before a run starts: found later, NaN and infinities would only
 * show as a loss that is not a number, and a value beyond the range of a likelihood
 * as a loss without a lower bound. Padding does not count.
 *
 * @throws DataError naming the first bad sample, its position, and the remedy.
 */
export function refuseUnfit(data: Dataset, { scaling, support, draws }: Demands): void {
  const bounds = support && mayBeBeyond(data, scaling, support) ? support : undefined;
  if (!bounds && !mayBeNonFinite(data, scaling)) return;
  const row = new Float32Array(data.size);
  for (let sample = 0; sample < data.length; sample++) {
    readScaled(data, [sample], row, { scaling, ...draws });
    refuseNonFiniteBatch(data, [sample], row);
    if (bounds) refuseBeyond(data, [sample], row, bounds);
  }
}

/**
 * Refuses values beyond the range of a likelihood in a batch of scaled samples.
 * Padding does not count.
 *
 * @throws DataError naming the first bad sample, its position, and the remedy.
 */
export function refuseBeyond(
  data: Dataset,
  indices: ArrayLike<number>,
  batch: Float32Array,
  { low, high, whole = false }: Support,
): void {
  const [least, most] = [low - TOLERANCE, high + TOLERANCE];
  const fits = (value: number) =>
    whole
      ? Number.isInteger(value) && value >= low && value <= high
      : value >= least && value <= most;
  const remedy = whole
    ? `these samples are numbers of classes, whole numbers from ${low} to ${high}; count classes from 0, and tell the model how many there are`
    : `this likelihood is for values from ${low} to ${high}; use scaling: 'minMax', or another likelihood`;
  for (let row = 0; row < indices.length; row++) {
    const start = row * data.size;
    const end = start + validValues(data, indices[row]);
    for (let i = start; i < end; i++) {
      if (fits(batch[i])) continue;
      throw new DataError(
        `${data.name}: sample ${indices[row]} has ${batch[i]} at position ${i - start}, but ${remedy}`,
      );
    }
  }
}

/** Whether values may lie beyond a range: bytes that stay as they are cannot leave theirs. */
export function mayBeBeyond(
  { values, scale }: Dataset,
  scaling: FittedScaling,
  { low, high, whole = false }: Support,
): boolean {
  const known = values instanceof Uint8Array && scaling.kind === 'none' && !whole;
  return !known || Math.min(0, 255 * scale) < low || Math.max(0, 255 * scale) > high;
}

/** Whether a batch may hold NaN or an infinity: whole numbers that stay as they are never do. */
export function mayBeNonFinite({ values }: Dataset, scaling: FittedScaling): boolean {
  const floats = values instanceof Float32Array || values instanceof Float64Array;
  return floats || scaling.kind !== 'none';
}

/**
 * Refuses NaN and infinities in a batch of scaled samples.
 *
 * @throws DataError naming the first bad sample and its position.
 */
export function refuseNonFiniteBatch(
  data: Dataset,
  indices: ArrayLike<number>,
  batch: Float32Array,
): void {
  if (!hasNonFinite(batch)) return;
  const place = batch.findIndex((value) => !Number.isFinite(value));
  throw nonFinite(data, indices[Math.floor(place / data.size)], place % data.size);
}

/**
 * Refuses results whose scaling was undone, where one of them is infinite.
 *
 * @param call - That gives them, for the message.
 * @param size - Values of a sample.
 * @throws RangeError naming the first one.
 */
export function refuseInfinite(call: string, values: Float32Array, size: number): void {
  if (!hasNonFinite(values)) return;
  const place = values.findIndex((value) => Math.abs(value) === Infinity);
  if (place < 0) return;
  throw new RangeError(
    `${call}: the value at position ${place % size} of sample ${Math.floor(place / size)} is beyond what float32 holds in the units of the data; train on the data divided by a power of ten`,
  );
}

function nonFinite(data: Dataset, sample: number, position: number): DataError {
  const value = data.values[sample * data.size + position];
  const beyond = Number.isFinite(value) ? ', which is beyond what float32 holds once scaled' : '';
  return new DataError(
    `${data.name}: sample ${sample} holds ${value * data.scale} at position ${position} of ${data.size}${beyond}; remove or replace it`,
  );
}
