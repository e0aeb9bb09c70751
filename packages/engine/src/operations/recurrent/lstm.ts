import * as tf from '@tensorflow/tfjs-core';
import { insideNestedGradient } from '../differentiable.js';
import { linear } from '../linear.js';
import { expectShape } from '../shapes.js';
import { advanceLstm, expectLstmShapes, type LstmState, type LstmWeights } from './lstmCell.js';
import { lstmRecurrence, type LstmOperands } from './lstmRecurrence.js';
import { columns, type Matrix } from './matrix.js';
import {
  planRun,
  projectInputs,
  type RecurrentInput,
  type RecurrentOrder,
  type RecurrentRun,
} from './sequence.js';
import { held, holds, pack, results } from './packedState.js';

/** Argument of {@link lstm} and {@link lstmFinal}. */
export type LstmOptions = LstmWeights &
  RecurrentInput &
  RecurrentOrder & {
    /** [batch, units]; zero when left out. */
    readonly initialHidden?: tf.Tensor2D | undefined;
    /** [batch, units]; zero when left out. */
    readonly initialCell?: tf.Tensor2D | undefined;
  };

/** What {@link lstm} returns. */
export interface LstmResult {
  /**
   * `[batch, time, units]`: the hidden state after each step, at the place of its
   * input also in reverse.
   */
  readonly hidden: tf.Tensor3D;
  /** `[batch, units]`: the hidden state after the step that was made last. */
  readonly finalHidden: tf.Tensor2D;
  /** `[batch, units]`: the cell after the step that was made last. */
  readonly finalCell: tf.Tensor2D;
}

/**
 * Long short-term memory over a sequence (Hochreiter and Schmidhuber 1997, "Long
 * short-term memory"; forget gate of Gers et al. 2000, "Learning to forget"):
 *
 *     i, f, o = sigmoid(x W + h R + b)      g = tanh(x W + h R + b)
 *     c' = f c + i g                        h' = o tanh(c')
 *
 * as in Keras and PyTorch, where W, R and b have the columns of i, f, g, o in this order.
 * PyTorch's weights are transposed, and its two biases add up to ours. Gradients flow through
 * all results to the input, the weights and the initial state. To stack layers give `hidden`
 * to the next one; for a bidirectional layer run a second set of weights with `reverse`.
 *
 * @throws RangeError when shapes do not fit or `steps` is not a positive integer.
 */
export function lstm(options: LstmOptions): LstmResult {
  const { packed, run, units } = makeSteps(options, true);
  const { hidden, final } = results(packed, run.order.length, units);
  const [finalHidden, finalCell] = final;
  return { hidden, finalHidden, finalCell };
}

/**
 * The final state of {@link lstm} alone, for encoders: cheaper, because no sequence
 * of states is put together.
 *
 * @throws RangeError as {@link lstm}.
 */
export function lstmFinal(options: LstmOptions): LstmState {
  const [hidden, cell] = columns(makeSteps(options, false).packed, 2);
  return { hidden, cell };
}

function makeSteps(
  options: LstmOptions,
  sequence: boolean,
): { packed: Matrix; run: RecurrentRun; units: number } {
  const { initialHidden: hidden, initialCell: cell } = options;
  const { batch, features, run } = planRun('lstm', options, sequence);
  const units = options.recurrentKernel.shape[0];
  expectLstmShapes('lstm', options, features);
  if (hidden !== undefined) expectShape('lstm: initialHidden', hidden, [batch, units]);
  if (cell !== undefined) expectShape('lstm: initialCell', cell, [batch, units]);
  const packed = insideNestedGradient()
    ? stepByStep(options, run)
    : lstmRecurrence({ ...operandsOf(options), hidden, cell }, run);
  return { packed, run, units };
}

/**
 * A constant input is multiplied once; a sequence and the bias share the product of
 * the hidden state.
 */
function operandsOf({ x, constant, kernel, recurrentKernel, bias }: LstmOptions): LstmOperands {
  if (x === undefined) return { weights: recurrentKernel, addend: linear(constant, kernel, bias) };
  const [batch, steps, features] = x.shape;
  return {
    weights: tf.concat([recurrentKernel, kernel, tf.expandDims<tf.Tensor2D>(bias, 0)], 0),
    inputs: tf.reshape(x, [batch, steps * features]),
  };
}

/** The same in plain operations, whose gradient can be differentiated again. */
function stepByStep(options: LstmOptions, { order, mask, sequence }: RecurrentRun): Matrix {
  const { recurrentKernel, initialHidden, initialCell } = options;
  const units = recurrentKernel.shape[0];
  const projected = projectInputs(options);
  const parts = columns(projected, projected.shape[1] / (4 * units));
  const stepHolds = mask && holds(mask);
  const zeros = tf.zeros<tf.Rank.R2>([projected.shape[0], units]);
  let state: LstmState = { hidden: initialHidden ?? zeros, cell: initialCell ?? zeros };
  const states: Matrix[] = [];
  for (const time of order) {
    const next = advanceLstm(parts[time] ?? parts[0], state, recurrentKernel);
    const hold = stepHolds?.[time];
    state = {
      hidden: held(next.hidden, state.hidden, hold),
      cell: held(next.cell, state.cell, hold),
    };
    states[time] = state.hidden;
  }
  return pack({ hidden: sequence ? states : [], final: [state.hidden, state.cell] });
}
