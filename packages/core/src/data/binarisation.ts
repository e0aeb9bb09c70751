import { RandomStream } from '../random/stream.js';
import type { Dataset, ReadDraws } from './dataset.js';

/** The rows that are to become ones and zeros. */
interface Rows extends ReadDraws {
  /** Places of the samples in their set, which key the draws. */
  readonly indices: ArrayLike<number>;
  /** Values of one sample. */
  readonly size: number;
}

/** Turns probabilities into ones and zeros in place: the same for a seed, an epoch and a sample. */
export function drawOnes(
  values: Float32Array | Float64Array,
  { indices, size, seed = 0, epoch = 0 }: Rows,
): void {
  const numbers = new Float32Array(size);
  for (let row = 0; row < indices.length; row++) {
    new RandomStream(seed, 'binarisation', epoch, indices[row]).uniform(numbers);
    const start = row * size;
    for (let i = 0; i < size; i++) values[start + i] = numbers[i] < values[start + i] ? 1 : 0;
  }
}

/** @throws RangeError if a value is not from 0 to 1. */
export function refuseNoProbabilities({ name, values, scale, size }: Dataset): void {
  const wrong = values.findIndex((value) => !(value * scale >= 0 && value * scale <= 1));
  if (wrong < 0) return;
  throw new RangeError(
    `${name}: binarising needs probabilities from 0 to 1, but sample ${Math.floor(wrong / size)} holds ${values[wrong] * scale} at position ${wrong % size}; scale the values first`,
  );
}
