import { forEachChunk, toVectors, type Vectors } from '../shared/vectors.js';

/**
 * How many units of a code are active for a sample, on average: the "L0 norm" of sparse codes, from
 * 0 to the size of a code. Beside the error of the reconstruction, it tells what a sparse code
 * costs; codes that are never exactly 0, such as sigmoid ones, need a threshold.
 *
 * @param codes - `[samples, ...units]`.
 * @param threshold - A unit is active if its absolute value is larger: at least 0. Default 0.
 * @throws RangeError if the threshold is negative; DataError if a code is not finite.
 */
export function activeUnitsPerSample(codes: Vectors, threshold = 0): number {
  const { length, used } = usesOf(codes, threshold);
  return used.reduce((sum, uses) => sum + uses) / length;
}

/**
 * Share of the units of a code, from 0 to 1, that are active for none of the samples: what a sparse
 * dictionary has for nothing (Gao et al., "Scaling and evaluating sparse autoencoders", 2024). The
 * more samples, the fewer seem dead: compare models on the same ones. For codes that are never
 * exactly 0, `activeUnits` tells which carry nothing.
 *
 * @param codes - `[samples, ...units]`.
 * @param threshold - A unit is active if its absolute value is larger: at least 0. Default 0.
 * @throws RangeError if the threshold is negative; DataError if a code is not finite.
 */
export function deadUnitShare(codes: Vectors, threshold = 0): number {
  const { used } = usesOf(codes, threshold);
  return used.filter((uses) => uses === 0).length / used.length;
}

/**
 * Share of the entries of a codebook, from 0 to 1, that no vector of the samples takes. As with
 * units, the more samples, the fewer seem dead.
 *
 * @param indices - The entry of each vector, from 0: the output `indices` of a vector-quantised
 * code.
 * @param entries - How many the codebook has: an integer from 1.
 * @throws RangeError if there is no index, one is no entry, or `entries` is no integer from 1.
 */
export function deadCodeShare(indices: ArrayLike<number>, entries: number): number {
  if (!Number.isInteger(entries) || entries < 1) {
    throw new RangeError(`the number of entries is an integer from 1, but is ${entries}`);
  }
  if (indices.length === 0) {
    throw new RangeError('there are no indices; give the entry of one vector at least');
  }
  const used = new Set(Array.from(indices));
  const wrong = [...used].find(
    (index) => !(Number.isInteger(index) && index >= 0 && index < entries),
  );
  if (wrong !== undefined) {
    throw new RangeError(
      `the indices are integers from 0 to ${entries - 1}, since there are ${entries} entries, but one is ${wrong}`,
    );
  }
  return 1 - used.size / entries;
}

/** For how many samples each unit is active. */
function usesOf(codes: Vectors, threshold: number) {
  if (!(threshold >= 0)) {
    throw new RangeError(`the threshold of an activity is at least 0, but is ${threshold}`);
  }
  const set = toVectors(codes, 'the codes');
  const used = new Float64Array(set.size);
  forEachChunk(set, 128, (rows, count) => {
    for (let at = 0; at < count * set.size; at++) {
      if (Math.abs(rows[at]) > threshold) used[at % set.size]++;
    }
  });
  return { length: set.length, used };
}
