import * as tf from '#tensorflow';
import { insideNestedGradient } from '../differentiable.js';
import { expectShape } from '../shapes.js';
import { advanceGru, expectGruShapes, type GruWeights } from './gruCell.js';
import { gruRecurrence } from './gruRecurrence.js';
import { linear } from '../linear.js';
import { exchanged, timesOf, type ByTime } from './byTime.js';
import type { Matrix } from './matrix.js';
import {
  planRun,
  projectedSteps,
  type RecurrentInput,
  type RecurrentOrder,
  type RecurrentRun,
} from './sequence.js';
import { held, holdsByStep, pack, unpackedBySample, type Recurrence } from './packedState.js';
import { wholeRecurrenceTrace } from '../../trace/recordNode.js';
import { recurrenceNode } from './recurrenceNode.js';

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
  const { hidden, final } = makeSteps(options, true);
  return { hidden: hidden!, finalHidden: final[0] };
}

/**
 * The final hidden state of {@link gru} alone, [batch, units], for encoders: cheaper,
 * because no sequence of states is put together.
 *
 * @throws RangeError as {@link gru}.
 */
export function gruFinal(options: GruOptions): tf.Tensor2D {
  return makeSteps(options, false).final[0];
}

function makeSteps(options: GruOptions, sequence: boolean): Recurrence {
  const { kernel, recurrentKernel, bias, initialHidden } = options;
  const { batch, features, run } = planRun('gru', options, sequence);
  const units = recurrentKernel.shape[0];
  expectGruShapes('gru', options, features);
  if (initialHidden) expectShape('gru: initialHidden', initialHidden, [batch, units]);
  const trace = wholeRecurrenceTrace();
  if (trace) {
    const none = tf.zeros<tf.Rank.R1>([2 * units]);
    return recurrenceNode(
      trace,
      {
        operator: 'GRU',
        input: options,
        kernel,
        recurrentKernel,
        biases: [bias, tf.concat([none, options.recurrentBias])],
        gates: [1, 0, 2],
        first: [initialHidden],
        linearBeforeReset: true,
      },
      run,
    );
  }
  const hidden = initialHidden ?? tf.zeros<tf.Rank.R2>([batch, units]);
  if (insideNestedGradient()) return unpackedBySample(stepByStep(options, hidden, run), run);
  const recurrentBias = tf.expandDims<Matrix>(options.recurrentBias, 0);
  const projected = projectedByTime(options);
  const packed = gruRecurrence({ projected, recurrentKernel, recurrentBias, hidden }, run);
  return unpackedBySample(packed, run);
}

/** The input's part of the gates by one product for all steps. */
function projectedByTime({ x, constant, kernel, bias }: GruOptions): ByTime {
  return x ? linear(exchanged(x), kernel, bias) : tf.expandDims(linear(constant, kernel, bias), 0);
}

/** The same in plain operations, whose gradient can be differentiated again. */
function stepByStep(
  options: GruOptions,
  first: Matrix,
  { steps, reverse, mask, sequence }: RecurrentRun,
): ByTime {
  const parts = projectedSteps(options, steps);
  const holds = mask && holdsByStep(mask);
  const states: Matrix[] = [];
  let hidden = first;
  for (const time of timesOf(steps, reverse)) {
    hidden = held(advanceGru(parts[time], hidden, options), hidden, holds?.[time]);
    states[time] = hidden;
  }
  return pack({ hidden: sequence ? (tf.stack(states) as ByTime) : undefined, final: [hidden] });
}
