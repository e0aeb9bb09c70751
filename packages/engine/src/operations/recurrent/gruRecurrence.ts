import * as tf from '#tensorflow';
import { differentiable } from '../differentiable.js';
import { loop } from '../loop.js';
import { rowsOf, shifted, type ByTime } from './byTime.js';
import { flushed } from './flush.js';
import { affine, columns, sum, throughSigmoid, type Matrix } from './matrix.js';
import { held, holdsOf, pack, unpack, type Holds } from './packedState.js';
import type { RecurrentRun } from './sequence.js';

/** What the recurrence works on. */
export interface GruOperands {
  /**
   * The input's part of r, z, n: [steps, batch, 3 units], or [1, batch, 3 units] if it is the same
   * at each step.
   */
  readonly projected: ByTime;
  /** [units, 3 units] */
  readonly recurrentKernel: Matrix;
  /** [1, units] */
  readonly recurrentBias: Matrix;
  /** [batch, units] */
  readonly hidden: Matrix;
}

/** What the backward pass needs of all steps. */
interface Saved {
  readonly recurrentKernel: Matrix;
  readonly first: Matrix;
  readonly hidden: ByTime;
  readonly reset: ByTime;
  readonly update: ByTime;
  /** The recurrent part of n before the reset. */
  readonly recalled: ByTime;
  readonly candidate: ByTime;
  readonly holds: Holds | undefined;
}

/**
 * A whole GRU with its gradient in closed form. What does not hang on the step before is computed
 * for all steps at once, outside of the loops.
 *
 * @returns packed: the hidden states (if asked for), the final hidden state.
 */
export function gruRecurrence(operands: GruOperands, run: RecurrentRun): ByTime {
  return differentiable(
    { ...operands },
    () => forward(operands, run),
    (gradient, saved: Saved) => backward(operands, run, gradient, saved),
  );
}

function forward(
  { projected, recurrentKernel, recurrentBias, hidden: first }: GruOperands,
  { steps, reverse, mask, sequence }: RecurrentRun,
): { value: ByTime; saved: Saved } {
  const weights = columns(recurrentKernel, 3);
  const given = tf.split<ByTime>(projected, 3, 2);
  const constant =
    projected.shape[0] === 1 ? given.map((part) => tf.squeeze<Matrix>(part, [0])) : undefined;
  const holds = mask && holdsOf(mask);
  const { states, outputs } = loop(
    {
      states: [first],
      sequences: [
        ...(constant ? [tf.zeros<tf.Rank.R3>([steps, 1, 1])] : given),
        ...(holds ? [holds.pass, holds.keep] : []),
      ],
      steps,
      reverse,
    },
    ([hidden], parts) => {
      const hold = holds && { pass: parts.at(-2)!, keep: parts.at(-1)! };
      const [ofReset, ofUpdate, ofCandidate] = constant ?? parts;
      const reset = tf.sigmoid(affine(hidden, weights[0], ofReset));
      const update = tf.sigmoid(affine(hidden, weights[1], ofUpdate));
      const recalled = affine(hidden, weights[2], recurrentBias);
      const candidate: Matrix = tf.tanh(tf.add(ofCandidate, tf.mul(reset, recalled)));
      const next: Matrix = tf.add(candidate, tf.mul(update, tf.sub(hidden, candidate)));
      const handed = held(next, hidden, hold);
      return { states: [handed], outputs: [handed, reset, update, recalled, candidate] };
    },
  );
  const [hidden, reset, update, recalled, candidate] = outputs;
  return {
    value: pack({ hidden: sequence ? hidden : undefined, final: states }),
    saved: { recurrentKernel, first, hidden, reset, update, recalled, candidate, holds },
  };
}

function backward(
  { projected }: GruOperands,
  { steps, reverse, sequence }: RecurrentRun,
  gradient: ByTime,
  saved: Saved,
) {
  const { recurrentKernel, first, reset, update, recalled, candidate, holds } = saved;
  const outer = unpack(gradient, sequence ? steps : 0);
  const before = shifted(saved.hidden, first, reverse);
  // Of what the gradient of the hidden state is multiplied by.
  const closed: ByTime = tf.sub(1, update);
  const ofCandidate: ByTime = tf.sub(closed, tf.mul(tf.mul(closed, candidate), candidate));
  const ofRecalled: ByTime = tf.mul(ofCandidate, reset);
  const factors: ByTime[] = [
    throughSigmoid(tf.mul(ofRecalled, recalled), reset),
    throughSigmoid(tf.mul(tf.sub(before, candidate), update), update),
    ofRecalled,
    update,
  ];
  const backwards: Matrix = tf.transpose(recurrentKernel);
  const { states, outputs } = loop(
    {
      states: outer.final,
      sequences: [
        ...factors,
        ...(holds ? [holds.pass, holds.keep] : []),
        ...(outer.hidden ? [outer.hidden] : []),
      ],
      steps,
      reverse: !reverse,
    },
    ([hiddenGradient], [byReset, byUpdate, byRecalled, passed, ...others]) => {
      const hold = holds && { pass: others[0], keep: others[1] };
      const arriving = sum(flushed(hiddenGradient), outer.hidden && others.at(-1));
      const fresh = held(arriving, undefined, hold);
      const recurrent: Matrix = tf.concat(
        [tf.mul(fresh, byReset), tf.mul(fresh, byUpdate), tf.mul(fresh, byRecalled)],
        1,
      );
      const next = sum(
        tf.matMul(recurrent, backwards),
        tf.mul(fresh, passed),
        hold && tf.mul(arriving, hold.keep),
      );
      return { states: [next], outputs: [recurrent, fresh] };
    },
  );
  const [hidden] = states;
  const [recurrent, fresh] = outputs;
  const units = recurrentKernel.shape[0];
  const [ofReset, ofUpdate, ofRecall] = tf.split<ByTime>(recurrent, 3, 2);
  const inputs: ByTime = tf.concat([ofReset, ofUpdate, tf.mul(fresh, ofCandidate)], 2);
  return {
    projected: projected.shape[0] === 1 ? tf.sum<ByTime>(inputs, 0, true) : inputs,
    recurrentKernel: tf.matMul<Matrix>(rowsOf(before), rowsOf(recurrent), true),
    recurrentBias: tf.sum<Matrix>(tf.reshape(ofRecall, [-1, units]), 0, true),
    hidden,
  };
}
