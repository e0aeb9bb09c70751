import * as tf from '@tensorflow/tfjs-core';
import { differentiable } from '../differentiable.js';
import { affine, columns, sum, throughSigmoid, type Matrix } from './matrix.js';
import { ProductSum } from './productSum.js';
import type { RecurrentRun } from './sequence.js';
import { held, holds, pack, unpack, type HeldRows } from './packedState.js';

/** What the recurrence multiplies: gates = [hidden, inputs of the step, 1] weights + addend. */
export interface LstmOperands {
  /** [units, 4 units], or with inputs [units + inputs + 1, 4 units]: the bias is the last row. */
  readonly weights: Matrix;
  /** [batch, steps * inputs] */
  readonly inputs?: Matrix | undefined;
  /** [batch, 4 units], the same at each step. Without inputs there must be one. */
  readonly addend?: Matrix | undefined;
  /** [batch, units] each; zero when absent. */
  readonly hidden?: Matrix | undefined;
  readonly cell?: Matrix | undefined;
}

/** What the backward pass needs of a step. */
interface Step {
  /** The factor of the weights; zero when absent. */
  readonly operand: Matrix | undefined;
  readonly input: Matrix;
  readonly forget: Matrix;
  readonly candidate: Matrix;
  readonly output: Matrix;
  readonly previousCell: Matrix | undefined;
  /** tanh of the new cell. */
  readonly squashed: Matrix;
}

interface Saved {
  readonly weights: Matrix;
  /** By time, as are the holds. */
  readonly steps: readonly Step[];
  readonly holds: readonly HeldRows[] | undefined;
}

/**
 * A whole LSTM with its gradient in closed form: back-propagation through time
 * (Werbos 1990, "Backpropagation through time: what it does and how to do it"), step
 * by step on small tensors that stay in the cache. The gradients of the weights of
 * all gates, inputs and bias come from the same products.
 *
 * @returns packed: the hidden states (if asked for), the final hidden state, the final cell.
 */
export function lstmRecurrence(operands: LstmOperands, run: RecurrentRun): Matrix {
  return differentiable(
    { ...operands },
    () => forward(operands, run),
    (gradient, saved: Saved) => backward(operands, run, gradient, saved),
  );
}

function forward(
  operands: LstmOperands,
  { order, mask, sequence }: RecurrentRun,
): { value: Matrix; saved: Saved } {
  const { weights, inputs, addend } = operands;
  const gateWeights = columns(weights, 4);
  const gateAddends = addend && columns(addend, 4);
  const stepInputs = inputs && columns(inputs, order.length);
  const stepHolds = mask && holds(mask);
  const steps: Step[] = [];
  const states: Matrix[] = [];
  let { hidden, cell } = operands;

  for (const time of order) {
    const operand = stepInputs ? besides(hidden, stepInputs[time], weights) : hidden;
    const gate = (index: number) => affine(operand, gateWeights[index], gateAddends?.[index]);
    const input = tf.sigmoid(gate(0));
    const forget = tf.sigmoid(gate(1));
    const candidate = tf.tanh(gate(2));
    const output = tf.sigmoid(gate(3));
    const next = sum(cell && tf.mul(forget, cell), tf.mul(input, candidate));
    const squashed = tf.tanh(next);
    steps[time] = { operand, input, forget, candidate, output, previousCell: cell, squashed };
    cell = held(next, cell, stepHolds?.[time]);
    hidden = held(tf.mul(output, squashed), hidden, stepHolds?.[time]);
    states[time] = hidden;
  }
  const value = pack({ hidden: sequence ? states : [], final: [hidden!, cell!] });
  return { value, saved: { weights, steps, holds: stepHolds } };
}

/** The hidden state, the inputs and a one for the bias side by side. */
function besides(hidden: Matrix | undefined, inputs: Matrix, weights: Matrix): Matrix {
  const [batch] = inputs.shape;
  const state = hidden ?? tf.zeros<tf.Rank.R2>([batch, weights.shape[1] / 4]);
  return tf.concat([state, inputs, tf.ones<tf.Rank.R2>([batch, 1])], 1);
}

function backward(operands: LstmOperands, { order }: RecurrentRun, gradient: Matrix, saved: Saved) {
  const { weights, steps } = saved;
  const units = weights.shape[1] / 4;
  const recurrentWeights: Matrix = operands.inputs ? tf.slice(weights, 0, units) : weights;
  const outer = unpack(gradient, units, 2);
  const gateGradients: Matrix[] = [];
  const weightGradient = new ProductSum();
  let [hidden, cell] = outer.final;

  for (const time of order.toReversed()) {
    const step = steps[time];
    const hold = saved.holds?.[time];
    const arriving = sum(hidden, outer.hidden[time]);
    const gates = backwardStep(step, held(arriving, undefined, hold), cell, hold);
    gateGradients[time] = gates.gradient;
    cell = gates.previousCell;
    hidden = sum(
      tf.matMul(gates.gradient, recurrentWeights, false, true),
      hold && tf.mul(arriving, hold.keep),
    );
    if (step.operand !== undefined) weightGradient.add(step.operand, gates.gradient);
  }
  return {
    weights: weightGradient.value() ?? tf.zerosLike(weights),
    inputs: operands.inputs && inputGradient(gateGradients, weights),
    addend: operands.addend && tf.addN(gateGradients),
    hidden: operands.hidden && hidden,
    cell: operands.cell && cell,
  };
}

/** One product for all steps: [batch, steps * inputs]. */
function inputGradient(gates: Matrix[], weights: Matrix): Matrix {
  const [rows, width] = weights.shape;
  const [units, inputs] = [width / 4, rows - width / 4 - 1];
  const inputWeights: Matrix = tf.slice(weights, [units, 0], [inputs, width]);
  const gradient = tf.matMul(tf.concat(gates, 0), inputWeights, false, true);
  const byStep = tf.reshape(gradient, [gates.length, -1, inputs]);
  return tf.reshape(tf.transpose(byStep, [1, 0, 2]), [-1, gates.length * inputs]);
}

/**
 * Gradients of the gates before their functions, [batch, 4 units], and of the cell that went in.
 */
function backwardStep(step: Step, hidden: Matrix, cell: Matrix, hold: HeldRows | undefined) {
  const { input, forget, candidate, output, previousCell, squashed } = step;
  const opened: Matrix = tf.mul(hidden, output);
  const seen: Matrix = tf.mul(opened, squashed);
  const next = sum(tf.sub(opened, tf.mul(seen, squashed)), held(cell, undefined, hold));
  const written: Matrix = tf.mul(next, input);
  const proposed: Matrix = tf.mul(written, candidate);
  const kept: Matrix = tf.mul(next, forget);
  const gradient: Matrix = tf.concat(
    [
      throughSigmoid(proposed, input),
      previousCell ? throughSigmoid(tf.mul(kept, previousCell), forget) : tf.zerosLike(forget),
      tf.sub(written, tf.mul(proposed, candidate)),
      throughSigmoid(seen, output),
    ],
    1,
  );
  return { gradient, previousCell: hold ? sum(kept, tf.mul(cell, hold.keep)) : kept };
}
