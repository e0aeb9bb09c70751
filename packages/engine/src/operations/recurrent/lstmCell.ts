import * as tf from '#tensorflow';
import { linear } from '../linear.js';
import { expectShape } from '../shapes.js';
import { columns, type Matrix } from './matrix.js';

/** State of a long short-term memory. */
export interface LstmState {
  /** [batch, units] */
  readonly hidden: tf.Tensor2D;
  /** [batch, units] */
  readonly cell: tf.Tensor2D;
}

/**
 * Weights of a long short-term memory. The columns are those of the gates i, f, g, o,
 * in this order.
 */
export interface LstmWeights {
  /** [features, 4 units] */
  readonly kernel: tf.Tensor2D;
  /** [units, 4 units] */
  readonly recurrentKernel: tf.Tensor2D;
  /** [4 units] */
  readonly bias: tf.Tensor1D;
}

/** Argument of {@link lstmCell}. */
export interface LstmCellOptions extends LstmWeights, LstmState {
  /** [batch, features] */
  readonly x: tf.Tensor2D;
}

/**
 * One step of a long short-term memory, for decoders whose output is their next input; whole
 * sequences are faster through `lstm`, which has the equations.
 *
 * @returns The state after the step.
 * @throws RangeError when the shapes do not fit.
 */
export function lstmCell({ x, hidden, cell, ...weights }: LstmCellOptions): LstmState {
  expectShape('lstmCell: x', x, ['batch', 'features']);
  expectLstmShapes('lstmCell', weights, x.shape[1]);
  expectLstmState('lstmCell', { hidden, cell }, x.shape[0], weights.recurrentKernel.shape[0]);
  const projected = linear(x, weights.kernel, weights.bias);
  return advanceLstm(projected, { hidden, cell }, weights.recurrentKernel);
}

/**
 * The step after the input's part of the gates, [batch, 4 units], is known. In plain operations.
 */
export function advanceLstm(
  projected: Matrix,
  { hidden, cell }: LstmState,
  recurrentKernel: Matrix,
): LstmState {
  const gates: Matrix = tf.add(tf.matMul(hidden, recurrentKernel), projected);
  const [input, forget, candidate, output] = columns(gates, 4);
  const next: Matrix = tf.add(
    tf.mul(tf.sigmoid(forget), cell),
    tf.mul(tf.sigmoid(input), tf.tanh(candidate)),
  );
  return { hidden: tf.mul(tf.sigmoid(output), tf.tanh(next)), cell: next };
}

/** Refuses weights that do not fit together. */
export function expectLstmShapes(operation: string, weights: LstmWeights, features: number): void {
  const { kernel, recurrentKernel, bias } = weights;
  const units = recurrentKernel.shape[0];
  expectShape(`${operation}: recurrentKernel`, recurrentKernel, [units, 4 * units]);
  expectShape(`${operation}: kernel`, kernel, [features, 4 * units]);
  expectShape(`${operation}: bias`, bias, [4 * units]);
}

/** Refuses a state of another batch or another number of units. */
export function expectLstmState(
  operation: string,
  state: LstmState,
  batch: number,
  units: number,
): void {
  expectShape(`${operation}: hidden`, state.hidden, [batch, units]);
  expectShape(`${operation}: cell`, state.cell, [batch, units]);
}
