import { RandomStream, shaped, type Dataset, type ShapedArray } from '@autoencoder-zoo/core';
import { Matrix, QrDecomposition, SingularValueDecomposition } from 'ml-matrix';
import { meanOf } from '../components/covariance.js';
import { forEachChunk, toVectors, type Vectors } from '../shared/vectors.js';

/** Options of {@link iterativeQuantisation}. */
export interface IterativeQuantisationOptions {
  /**
   * How often bits and rotation are fitted to each other: an integer from 0. Default
   * 50, as in the paper.
   */
  readonly iterations?: number;
  /** Of the random rotation that it begins with. Default 0. */
  readonly seed?: number;
}

/** Result of {@link iterativeQuantisation}. */
export interface IterativeQuantisation {
  /** Mean of the codes, `[k]`. */
  readonly mean: Float64Array;
  /** Orthogonal matrix that centred codes are multiplied by from the right, `[k, k]` row by row. */
  readonly rotation: Float64Array;
}

/**
 * Iterative quantisation (ITQ; Gong and Lazebnik, "Iterative quantization: a Procrustean
 * approach to learning binary codes", 2011): a rotation after which codes are as near as
 * possible to the corners of a cube, so that their signs lose least. Bits and rotation
 * are fitted to each other in turn, the rotation as in the orthogonal Procrustes problem.
 * Principal components, whose variances are very unequal, make much better bits after it.
 *
 * 5,000 codes of 128 numbers take half a minute.
 *
 * @param codes - Such as {@link codesOfComponents} gives, `[samples, k]`; they are centred.
 * @throws RangeError if `iterations` is no integer from 0; DataError if a code is not finite.
 */
export function iterativeQuantisation(
  codes: Vectors,
  { iterations = 50, seed = 0 }: IterativeQuantisationOptions = {},
): IterativeQuantisation {
  if (!Number.isInteger(iterations) || iterations < 0) {
    throw new RangeError(`the number of iterations is an integer from 0, but is ${iterations}`);
  }
  const set = toVectors(codes, 'the codes');
  const mean = meanOf(set);
  const centred = centre(set, mean);
  let rotation = randomRotation(set.size, seed);
  for (let iteration = 0; iteration < iterations; iteration++) {
    const signs = centred.mmul(rotation).apply(toSign);
    const { leftSingularVectors: left, rightSingularVectors: right } =
      new SingularValueDecomposition(signs.transpose().mmul(centred));
    rotation = right.mmul(left.transpose());
  }
  return { mean, rotation: Float64Array.from(rotation.to1DArray()) };
}

/**
 * Bits of codes, the same or others, by an iterative quantisation: 1 where the rotated code is
 * not negative, else 0.
 *
 * @returns `[samples, k]`.
 * @throws RangeError if the codes have another size.
 */
export function quantisedCodes(
  { mean, rotation }: IterativeQuantisation,
  codes: Vectors,
): ShapedArray<readonly [number, number]> {
  const set = toVectors(codes, 'the codes');
  const { name, size, length } = set;
  if (size !== mean.length) {
    throw new RangeError(
      `${name}: codes have ${size} numbers, but the quantisation was of ${mean.length}`,
    );
  }
  const rotated = centre(set, mean).mmul(Matrix.from1DArray(size, size, rotation));
  const bits = Float32Array.from(rotated.to1DArray(), (value) => Number(value >= 0));
  return shaped(bits, [length, size]);
}

function centre(set: Dataset, mean: Float64Array): Matrix {
  const { size, length } = set;
  const centred = new Matrix(length, size);
  forEachChunk(set, 128, (rows, count, start) => {
    for (let at = 0; at < count * size; at++) {
      const column = at % size;
      centred.set(start + Math.floor(at / size), column, rows[at] - mean[column]);
    }
  });
  return centred;
}

function randomRotation(size: number, seed: number): Matrix {
  const stream = new RandomStream(seed, 'iterative quantisation');
  const values = stream.normal(new Float32Array(size * size));
  return new QrDecomposition(Matrix.from1DArray(size, size, values)).orthogonalMatrix;
}

/** For `Matrix.apply`. */
function toSign(this: Matrix, row: number, column: number): void {
  this.set(row, column, this.get(row, column) >= 0 ? 1 : -1);
}
