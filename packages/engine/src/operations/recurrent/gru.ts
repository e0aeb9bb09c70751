import * as tf from '@tensorflow/tfjs-core';
import { insideNestedGradient } from '../differentiable.js';
import { expectShape } from '../shapes.js';
import { advanceGru, expectGruShapes, type GruWeights } from './gruCell.js';
import { gruRecurrence } from './gruRecurrence.js';
import { columns, type Matrix } from './matrix.js';
import {
  planRun,
  projectInputs,
  type RecurrentInput,
  type RecurrentOrder,
  type RecurrentRun,
} from './sequence.js';
import { held, holds, pack, results } from './packedState.js';

/** Argument of {@link gru} and {@link gruFinal}. */
export type GruOptions = GruWeights &
  RecurrentInput &
  RecurrentOrder & {
    /** [batch, units]; zero when left out. */
    readonly initialHidden?: tf.Tensor2D | undefined;
  };

/** What {@link gru} returns. */
export interface GruResult {
  /**
   * `[batch, time, units]`: the hidden state after each step, at the place of its
   * input also in reverse.
   */
  readonly hidden: tf.Tensor3D;
  /** `[batch, units]`: the hidden state after the step that was made last. */
  readonly finalHidden: tf.Tensor2D;
}

/**
 * Gated recurrent unit over a sequence (Cho et al. 2014, "Learning phrase
 * representations using RNN encoder-decoder for statistical machine translation"),
 * with the reset after the product as in PyTorch and in Keras' `resetAfter`:
 *
 *     r, z = sigmoid(x W + h R + b)      n = tanh(x W + b + r (h R + c))
 *     h' = (1 - z) n + z h
 *
 * where W, R and b have the columns of r, z, n in this order (Keras: z, r, n) and c
 * is the recurrent bias. PyTorch's weights are transposed; its two biases of r and z
 * add up to ours, and c is its `b_hn`. Gradients flow through all results to the
 * input, the weights and the initial state.
 *
 * @throws RangeError when shapes do not fit or `steps` is not a positive integer.
 */
export function gru(options: GruOptions): GruResult {
  const { packed, run, units } = makeSteps(options, true);
  const { hidden, final } = results(packed, run.order.length, units);
  return { hidden, finalHidden: final[0] };
}

/**
 * The final hidden state of {@link gru} alone, [batch, units], for encoders: cheaper,
 * because no sequence of states is put together.
 *
 * @throws RangeError as {@link gru}.
 */
export function gruFinal(options: GruOptions): tf.Tensor2D {
  return makeSteps(options, false).packed;
}

function makeSteps(
  options: GruOptions,
  sequence: boolean,
): { packed: Matrix; run: RecurrentRun; units: number } {
  const { recurrentKernel, initialHidden: hidden } = options;
  const { batch, features, run } = planRun('gru', options, sequence);
  const units = recurrentKernel.shape[0];
  expectGruShapes('gru', options, features);
  if (hidden !== undefined) expectShape('gru: initialHidden', hidden, [batch, units]);
  const projected = projectInputs(options);
  const recurrentBias = tf.expandDims<Matrix>(options.recurrentBias, 0);
  const packed = insideNestedGradient()
    ? stepByStep(projected, options, run)
    : gruRecurrence({ projected, recurrentKernel, recurrentBias, hidden }, run);
  return { packed, run, units };
}

/** The same in plain operations, whose gradient can be differentiated again. */
function stepByStep(
  projected: Matrix,
  options: GruOptions,
  { order, mask, sequence }: RecurrentRun,
): Matrix {
  const units = options.recurrentKernel.shape[0];
  const parts = columns(projected, projected.shape[1] / (3 * units));
  const stepHolds = mask && holds(mask);
  let hidden = options.initialHidden ?? tf.zeros<tf.Rank.R2>([projected.shape[0], units]);
  const states: Matrix[] = [];
  for (const time of order) {
    const next = advanceGru(parts[time] ?? parts[0], hidden, options);
    hidden = held(next, hidden, stepHolds?.[time]);
    states[time] = hidden;
  }
  return pack({ hidden: sequence ? states : [], final: [hidden] });
}
