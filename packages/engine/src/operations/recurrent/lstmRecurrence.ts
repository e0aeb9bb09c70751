import * as tf from '#tensorflow';
import { differentiable } from '../differentiable.js';
import { loop } from '../loop.js';
import { exchanged, rowsOf, type ByTime } from './byTime.js';
import { flushed } from './flush.js';
import { affine, columns, sum, throughSigmoid, type Matrix } from './matrix.js';
import { held, holdsOf, pack, unpack, type Holds } from './packedState.js';
import type { RecurrentRun } from './sequence.js';

/** What the recurrence multiplies: gates = [hidden, inputs of the step, 1] weights + addend. */
export interface LstmOperands {
  /** [units, 4 units], or with inputs [units + inputs + 1, 4 units]: the bias is the last row. */
  readonly weights: Matrix;
  /** [batch, steps, inputs] */
  readonly inputs?: tf.Tensor3D | undefined;
  /** [batch, 4 units], the same at each step. Without inputs there must be one. */
  readonly addend?: Matrix | undefined;
  /** [batch, units] each. */
  readonly hidden: Matrix;
  readonly cell: Matrix;
}

/**
 * Elements of a state from which on the factors of its gradients are computed step by step, while
 * they are in the cache, and not for all steps at once, which takes fewer nodes.
 */
const LARGE = 8192;

/** What the backward pass needs of all steps. */
interface Saved {
  readonly weights: Matrix;
  /** Of a state, in elements. */
  readonly size: number;
  /** The factor of the weights; what is held counts from the step after. */
  readonly operand: ByTime;
  readonly input: ByTime;
  readonly forget: ByTime;
  readonly candidate: ByTime;
  readonly output: ByTime;
  /** What is kept of the cell before, and tanh of the new one. */
  readonly kept: ByTime;
  readonly squashed: ByTime;
  readonly holds: Holds | undefined;
}

/**
 * A whole LSTM with its gradient in closed form: back-propagation through time
 * (Werbos 1990, "Backpropagation through time: what it does and how to do it"). What does not hang
 * on the step before is computed for all steps at once, outside of the loops.
 *
 * @returns packed: the hidden states (if asked for), the final hidden state, the final cell.
 */
export function lstmRecurrence(operands: LstmOperands, run: RecurrentRun): tf.Tensor3D {
  return differentiable(
    { ...operands },
    () => forward(operands, run),
    (gradient, saved: Saved) => backward(operands, run, gradient, saved),
  );
}

function forward(
  { weights, inputs, addend, hidden: firstHidden, cell: firstCell }: LstmOperands,
  { steps, reverse, mask, sequence }: RecurrentRun,
): { value: tf.Tensor3D; saved: Saved } {
  const [batch] = firstHidden.shape;
  const gateWeights = columns(weights, 4);
  const gateAddends = addend && columns(addend, 4);
  const holds = mask && holdsOf(mask);
  const ones = tf.ones<tf.Rank.R3>([steps, batch, 1]);
  const read = inputs ? tf.concat([exchanged(inputs), ones], 2) : ones;
  const { states, outputs } = loop(
    {
      states: [firstHidden, firstCell],
      sequences: [read, ...(holds ? [holds.pass, holds.keep] : [])],
      steps,
      reverse,
    },
    ([hidden, cell], [x, pass, keep]) => {
      const hold = holds && { pass, keep };
      const operand = inputs ? tf.concat([hidden, x], 1) : hidden;
      const gate = (index: number) => affine(operand, gateWeights[index], gateAddends?.[index]);
      const input = tf.sigmoid(gate(0));
      const forget = tf.sigmoid(gate(1));
      const candidate = tf.tanh(gate(2));
      const output = tf.sigmoid(gate(3));
      const kept: Matrix = tf.mul(forget, cell);
      const next: Matrix = tf.add(kept, tf.mul(input, candidate));
      const squashed = tf.tanh(next);
      const nextHidden = held(tf.mul(output, squashed), hidden, hold);
      return {
        states: [nextHidden, held(next, cell, hold)],
        outputs: [
          operand,
          input,
          forget,
          candidate,
          output,
          kept,
          squashed,
          ...(sequence ? [nextHidden] : []),
        ],
      };
    },
  );
  const [operand, input, forget, candidate, output, kept, squashed, hidden] = outputs;
  return {
    value: pack({ hidden: sequence ? hidden : undefined, final: states }),
    saved: {
      weights,
      size: firstCell.size,
      operand,
      input,
      forget,
      candidate,
      output,
      kept,
      squashed,
      holds,
    },
  };
}

function backward(
  operands: LstmOperands,
  { steps, reverse, sequence }: RecurrentRun,
  gradient: tf.Tensor3D,
  saved: Saved,
) {
  const { weights, size, operand, input, forget, candidate, output, kept, squashed, holds } = saved;
  const units = weights.shape[1] / 4;
  const recurrentWeights: Matrix = operands.inputs ? tf.slice(weights, 0, units) : weights;
  const outer = unpack(gradient, sequence ? steps : 0);
  const values = [input, forget, candidate, output, squashed, kept];
  const atOnce = size < LARGE;
  const backwards = tf.transpose(recurrentWeights);
  const { states, outputs } = loop(
    {
      states: outer.final,
      sequences: [
        ...(atOnce ? factorsOf(values) : values),
        ...(holds ? [holds.pass, holds.keep] : []),
        ...(outer.hidden ? [outer.hidden] : []),
      ],
      steps,
      reverse: !reverse,
    },
    ([hiddenGradient, cellGradient], parts) => {
      const [own, others] = [parts.slice(0, values.length), parts.slice(values.length)];
      const [ofInput, ofForget, ofCandidate, ofOutput, passed, through] = atOnce
        ? own
        : factorsOf(own);
      const hold = holds && { pass: others[0], keep: others[1] };
      const arriving = sum(flushed(hiddenGradient), outer.hidden && others.at(-1));
      const cellArriving = flushed(cellGradient);
      const fresh = held(arriving, undefined, hold);
      const next = sum(held(cellArriving, undefined, hold), tf.mul(fresh, through));
      const gate: Matrix = tf.concat(
        [
          tf.mul(next, ofInput),
          tf.mul(next, ofForget),
          tf.mul(next, ofCandidate),
          tf.mul(fresh, ofOutput),
        ],
        1,
      );
      return {
        states: [
          sum(tf.matMul(gate, backwards), hold && tf.mul(arriving, hold.keep)),
          sum(tf.mul(next, passed), hold && tf.mul(cellArriving, hold.keep)),
        ],
        outputs: [gate],
      };
    },
  );
  const [hidden, cell] = states;
  const [gates] = outputs;
  const gateRows = rowsOf(gates);
  const { inputs, addend } = operands;
  return {
    weights: tf.matMul<Matrix>(rowsOf(operand), gateRows, true),
    inputs: inputs && inputGradient(gateRows, weights, inputs.shape),
    addend: addend && tf.sum<Matrix>(gates, 0),
    hidden,
    cell,
  };
}

/** What the gradients of the cell and of the hidden state are multiplied by. */
function factorsOf<T extends tf.Tensor>(values: readonly T[]): readonly T[] {
  const [input, forget, candidate, output, squashed, kept] = values;
  return [
    throughSigmoid(tf.mul(candidate, input), input),
    throughSigmoid(kept, forget),
    tf.sub(input, tf.mul(tf.mul(input, candidate), candidate)),
    throughSigmoid(tf.mul(squashed, output), output),
    forget,
    tf.sub(output, tf.mul(tf.mul(output, squashed), squashed)),
  ];
}

/** One product for all steps: [batch, steps, inputs]. */
function inputGradient(
  gates: Matrix,
  weights: Matrix,
  [batch, steps, inputs]: readonly number[],
): tf.Tensor3D {
  const [, width] = weights.shape;
  const inputWeights: Matrix = tf.slice(weights, [width / 4, 0], [inputs, width]);
  return exchanged(tf.reshape(tf.matMul(gates, inputWeights, false, true), [steps, batch, inputs]));
}
