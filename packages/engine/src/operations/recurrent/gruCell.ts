import * as tf from '#tensorflow';
import { linear } from '../linear.js';
import { expectShape } from '../shapes.js';
import { columns, type Matrix } from './matrix.js';

/** Weights of a gated recurrent unit. The columns are those of r, z, n, in this order. */
export interface GruWeights {
  /** [features, 3 units] */
  readonly kernel: tf.Tensor2D;
  /** [units, 3 units] */
  readonly recurrentKernel: tf.Tensor2D;
  /** [3 units] */
  readonly bias: tf.Tensor1D;
  /** `[units]`: added to the recurrent part of n, inside the reset. */
  readonly recurrentBias: tf.Tensor1D;
}

/** Argument of {@link gruCell}. */
export interface GruCellOptions extends GruWeights {
  /** [batch, features] */
  readonly x: tf.Tensor2D;
  /** [batch, units] */
  readonly hidden: tf.Tensor2D;
}

/**
 * One step of a gated recurrent unit, for decoders whose output is their next input;
 * whole sequences are faster through `gru`, which has the equations.
 *
 * @returns `[batch, units]`: the hidden state after the step.
 * @throws RangeError when the shapes do not fit.
 */
export function gruCell({ x, hidden, ...weights }: GruCellOptions): tf.Tensor2D {
  expectShape('gruCell: x', x, ['batch', 'features']);
  expectGruShapes('gruCell', weights, x.shape[1]);
  expectShape('gruCell: hidden', hidden, [x.shape[0], weights.recurrentKernel.shape[0]]);
  return advanceGru(linear(x, weights.kernel, weights.bias), hidden, weights);
}

/**
 * The step after the input's part of the gates, [batch, 3 units], is known. In plain operations.
 */
export function advanceGru(
  projected: Matrix,
  hidden: Matrix,
  { recurrentKernel, recurrentBias }: Pick<GruWeights, 'recurrentKernel' | 'recurrentBias'>,
): Matrix {
  const [projectedReset, projectedUpdate, projectedCandidate] = columns(projected, 3);
  const [recurrentReset, recurrentUpdate, recurrentCandidate] = columns(recurrentKernel, 3);
  const gate = (weights: Matrix, addend: Matrix): Matrix =>
    tf.sigmoid(tf.add(tf.matMul(hidden, weights), addend));
  const reset = gate(recurrentReset, projectedReset);
  const update = gate(recurrentUpdate, projectedUpdate);
  const recalled = linear(hidden, recurrentCandidate, recurrentBias);
  const candidate: Matrix = tf.tanh(tf.add(projectedCandidate, tf.mul(reset, recalled)));
  return tf.add(candidate, tf.mul(update, tf.sub(hidden, candidate)));
}

/** Refuses weights that do not fit together. */
export function expectGruShapes(operation: string, weights: GruWeights, features: number): void {
  const { kernel, recurrentKernel, bias, recurrentBias } = weights;
  const units = recurrentKernel.shape[0];
  expectShape(`${operation}: recurrentKernel`, recurrentKernel, [units, 3 * units]);
  expectShape(`${operation}: kernel`, kernel, [features, 3 * units]);
  expectShape(`${operation}: bias`, bias, [3 * units]);
  expectShape(`${operation}: recurrentBias`, recurrentBias, [units]);
}
