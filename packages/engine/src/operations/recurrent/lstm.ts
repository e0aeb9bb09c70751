import * as tf from '#tensorflow';
import { insideNestedGradient } from '../differentiable.js';
import { linear } from '../linear.js';
import { expectShape } from '../shapes.js';
import { advanceLstm, expectLstmShapes, type LstmState, type LstmWeights } from './lstmCell.js';
import { lstmRecurrence, type LstmOperands } from './lstmRecurrence.js';
import { timesOf, type ByTime } from './byTime.js';
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
  const { hidden, final } = makeSteps(options, true);
  const [finalHidden, finalCell] = final;
  return { hidden: hidden!, finalHidden, finalCell };
}

/**
 * The final state of {@link lstm} alone, for encoders: cheaper, because no sequence
 * of states is put together.
 *
 * @throws RangeError as {@link lstm}.
 */
export function lstmFinal(options: LstmOptions): LstmState {
  const [hidden, cell] = makeSteps(options, false).final;
  return { hidden, cell };
}

function makeSteps(options: LstmOptions, sequence: boolean): Recurrence {
  const { kernel, recurrentKernel, bias, initialHidden, initialCell } = options;
  const { batch, features, run } = planRun('lstm', options, sequence);
  const units = recurrentKernel.shape[0];
  expectLstmShapes('lstm', options, features);
  if (initialHidden) expectShape('lstm: initialHidden', initialHidden, [batch, units]);
  if (initialCell) expectShape('lstm: initialCell', initialCell, [batch, units]);
  const trace = wholeRecurrenceTrace();
  if (trace) {
    return recurrenceNode(
      trace,
      {
        operator: 'LSTM',
        input: options,
        kernel,
        recurrentKernel,
        biases: [bias, tf.zerosLike(bias)],
        gates: [0, 3, 1, 2],
        first: [initialHidden, initialCell],
      },
      run,
    );
  }
  const zeros = tf.zeros<tf.Rank.R2>([batch, units]);
  const first = { hidden: initialHidden ?? zeros, cell: initialCell ?? zeros };
  const packed = insideNestedGradient()
    ? stepByStep(options, first, run)
    : lstmRecurrence({ ...operandsOf(options), ...first }, run);
  return unpackedBySample(packed, run);
}

/**
 * A constant input is multiplied once; a sequence and the bias share the product of
 * the hidden state.
 */
function operandsOf({
  x,
  constant,
  kernel,
  recurrentKernel,
  bias,
}: LstmOptions): Pick<LstmOperands, 'weights' | 'inputs' | 'addend'> {
  if (x === undefined) return { weights: recurrentKernel, addend: linear(constant, kernel, bias) };
  const weights = tf.concat([recurrentKernel, kernel, tf.expandDims<tf.Tensor2D>(bias, 0)], 0);
  return { weights, inputs: x };
}

/** The same in plain operations, whose gradient can be differentiated again. */
function stepByStep(
  options: LstmOptions,
  first: LstmState,
  { steps, reverse, mask, sequence }: RecurrentRun,
): ByTime {
  const parts = projectedSteps(options, steps);
  const holds = mask && holdsByStep(mask);
  const states: Matrix[] = [];
  let state = first;
  for (const time of timesOf(steps, reverse)) {
    const next = advanceLstm(parts[time], state, options.recurrentKernel);
    state = {
      hidden: held(next.hidden, state.hidden, holds?.[time]),
      cell: held(next.cell, state.cell, holds?.[time]),
    };
    states[time] = state.hidden;
  }
  const hidden = sequence ? (tf.stack(states) as ByTime) : undefined;
  return pack({ hidden, final: [state.hidden, state.cell] });
}
