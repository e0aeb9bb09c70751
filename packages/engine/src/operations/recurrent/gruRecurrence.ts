import * as tf from '@tensorflow/tfjs-core';
import { differentiable } from '../differentiable.js';
import { affine, columns, sum, throughSigmoid, type Matrix } from './matrix.js';
import { ProductSum } from './productSum.js';
import type { RecurrentRun } from './sequence.js';
import { held, holds, pack, unpack, type HeldRows } from './packedState.js';

/** What the recurrence works on. */
export interface GruOperands {
  /**
   * The input's part of r, z, n: [batch, steps * 3 units], or [batch, 3 units] if it
   * is the same at each step.
   */
  readonly projected: Matrix;
  /** [units, 3 units] */
  readonly recurrentKernel: Matrix;
  /** [1, units] */
  readonly recurrentBias: Matrix;
  /** [batch, units]; zero when absent. */
  readonly hidden?: Matrix | undefined;
}

/** What the backward pass needs of a step. */
interface Step {
  readonly previous: Matrix | undefined;
  readonly reset: Matrix;
  readonly update: Matrix;
  /**
   * The recurrent part of n before the reset: [batch, units], or [1, units] when
   * there was no previous state.
   */
  readonly recalled: Matrix;
  readonly candidate: Matrix;
}

interface Saved {
  readonly recurrentKernel: Matrix;
  /** By time, as are the holds. */
  readonly steps: readonly Step[];
  readonly holds: readonly HeldRows[] | undefined;
}

/**
 * A whole GRU with its gradient in closed form, step by step on small tensors that
 * stay in the cache.
 *
 * @returns packed: the hidden states (if asked for), the final hidden state.
 */
export function gruRecurrence(operands: GruOperands, run: RecurrentRun): Matrix {
  return differentiable(
    { ...operands },
    () => forward(operands, run),
    (gradient, saved: Saved) => backward(operands, run, gradient, saved),
  );
}

function forward(
  operands: GruOperands,
  { order, mask, sequence }: RecurrentRun,
): { value: Matrix; saved: Saved } {
  const { projected, recurrentKernel, recurrentBias } = operands;
  const [resetWeights, updateWeights, candidateWeights] = columns(recurrentKernel, 3);
  const parts = columns(projected, projected.shape[1] / candidateWeights.shape[1]);
  const stepHolds = mask && holds(mask);
  const steps: Step[] = [];
  const states: Matrix[] = [];
  let { hidden } = operands;

  for (const time of order) {
    const first = parts.length === 3 ? 0 : 3 * time;
    const reset: Matrix = tf.sigmoid(affine(hidden, resetWeights, parts[first]));
    const update: Matrix = tf.sigmoid(affine(hidden, updateWeights, parts[first + 1]));
    const recalled = affine(hidden, candidateWeights, recurrentBias);
    const candidate: Matrix = tf.tanh(tf.add(parts[first + 2], tf.mul(reset, recalled)));
    const next: Matrix = tf.add(candidate, tf.mul(update, change(candidate, hidden)));
    steps[time] = { previous: hidden, reset, update, recalled, candidate };
    hidden = held(next, hidden, stepHolds?.[time]);
    states[time] = hidden;
  }
  const value = pack({ hidden: sequence ? states : [], final: [hidden!] });
  return { value, saved: { recurrentKernel, steps, holds: stepHolds } };
}

/** What the update gate adds to the candidate when it is fully open. */
function change(candidate: Matrix, previous: Matrix | undefined): Matrix {
  return previous ? tf.sub(previous, candidate) : tf.neg(candidate);
}

function backward(operands: GruOperands, { order }: RecurrentRun, gradient: Matrix, saved: Saved) {
  const { recurrentKernel, steps } = saved;
  const units = recurrentKernel.shape[0];
  const outer = unpack(gradient, units, 1);
  const inputGradients: Matrix[] = [];
  const recalledGradients: Matrix[] = [];
  const kernelGradient = new ProductSum();
  let [hidden] = outer.final;

  for (const time of order.toReversed()) {
    const step = steps[time];
    const hold = saved.holds?.[time];
    const arriving = sum(hidden, outer.hidden[time]);
    const gates = backwardStep(step, held(arriving, undefined, hold));
    inputGradients[time] = tf.concat([gates.reset, gates.update, gates.candidate], 1);
    recalledGradients[time] = gates.recalled;
    const recurrent: Matrix = tf.concat([gates.reset, gates.update, gates.recalled], 1);
    hidden = sum(
      tf.matMul(recurrent, recurrentKernel, false, true),
      gates.passed,
      hold && tf.mul(arriving, hold.keep),
    );
    if (step.previous !== undefined) kernelGradient.add(step.previous, recurrent);
  }
  const constant = operands.projected.shape[1] === 3 * units;
  return {
    projected: constant ? tf.addN(inputGradients) : tf.concat(inputGradients, 1),
    recurrentKernel: kernelGradient.value() ?? tf.zerosLike(recurrentKernel),
    recurrentBias: tf.sum<Matrix>(tf.addN(recalledGradients), 0, true),
    hidden: operands.hidden && hidden,
  };
}

/**
 * Gradients of the gates before their functions and of the previous hidden state past
 * them, [batch, units] each.
 */
function backwardStep({ previous, reset, update, recalled, candidate }: Step, hidden: Matrix) {
  const passed: Matrix = tf.mul(hidden, update);
  const proposed: Matrix = tf.sub(hidden, passed);
  const candidateGradient: Matrix = tf.sub(
    proposed,
    tf.mul(tf.mul(proposed, candidate), candidate),
  );
  const recalledGradient: Matrix = tf.mul(candidateGradient, reset);
  return {
    reset: throughSigmoid(tf.mul(recalledGradient, recalled), reset),
    update: throughSigmoid(tf.mul(passed, change(candidate, previous)), update),
    candidate: candidateGradient,
    recalled: recalledGradient,
    passed,
  };
}
