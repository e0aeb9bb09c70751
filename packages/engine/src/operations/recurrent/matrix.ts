import * as tf from '#tensorflow';

/** Rows of a batch, columns of features. */
export type Matrix = tf.Tensor2D;

/** A matrix cut into `count` blocks of columns. */
export function columns(matrix: Matrix, count: number): readonly Matrix[] {
  return tf.split<Matrix>(matrix, count, 1);
}

/** Sum of the terms that are there. */
export function sum(...terms: readonly (Matrix | undefined)[]): Matrix {
  return terms.filter((term) => term !== undefined).reduce((total, term) => tf.add(total, term));
}

/** `h weights + addend`; an absent h is zero. */
export function affine(h: Matrix | undefined, weights: Matrix, addend: Matrix | undefined): Matrix {
  return sum(h && tf.matMul(h, weights), addend);
}

/** The gradient before a sigmoid from `gradient * gate`: the derivative is gate (1 - gate). */
export function throughSigmoid<T extends tf.Tensor>(gradientTimesGate: T, gate: T): T {
  return tf.sub(gradientTimesGate, tf.mul(gradientTimesGate, gate));
}
