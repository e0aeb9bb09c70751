import * as tf from '#tensorflow';
import { expectShape } from './shapes.js';

/**
 * `x kernel + bias`: the affine map of a dense layer, applied to the last axis.
 *
 * All leading axes become rows of one matrix, so that a compiled step has one `Gemm` for it, and in
 * the backward pass one each for `x` and the kernel and a column sum for the bias.
 *
 * @param x - [..., inputs].
 * @param kernel - [inputs, outputs].
 * @param bias - [outputs]; none when left out.
 * @returns [..., outputs].
 * @throws RangeError when the shapes do not fit.
 */
export function linear<T extends tf.Tensor>(x: T, kernel: tf.Tensor2D, bias?: tf.Tensor1D): T {
  const [inputs, outputs] = kernel.shape;
  const leading = x.shape.slice(0, -1);
  expectShape('linear: x', x, [...leading, inputs]);
  if (bias !== undefined) expectShape('linear: bias', bias, [outputs]);
  const rows =
    x.rank === 2 ? (x as tf.Tensor as tf.Tensor2D) : tf.reshape<tf.Rank.R2>(x, [-1, inputs]);
  const product: tf.Tensor2D = tf.matMul(rows, kernel);
  const result: tf.Tensor2D = bias === undefined ? product : tf.add(product, bias);
  return (x.rank === 2 ? result : tf.reshape(result, [...leading, outputs])) as T;
}
