import * as tf from '#tensorflow';
import { exchanged, stepsOf, type ByTime } from './byTime.js';
import type { Matrix } from './matrix.js';
import type { RecurrentRun } from './sequence.js';

/** Of one step, [batch, 1]: 1 where it counts, and 1 where the state is handed on. */
export interface HeldRows {
  readonly pass: Matrix;
  readonly keep: Matrix;
}

/** {@link HeldRows} of all steps, [steps, batch, 1]. */
export interface Holds {
  readonly pass: ByTime;
  readonly keep: ByTime;
}

/** What a mask [batch, steps] means for each step. */
export function holdsOf(mask: tf.Tensor2D): Holds {
  const pass = exchanged(tf.expandDims<tf.Tensor3D>(tf.cast(mask, 'float32'), 2));
  return { pass, keep: tf.sub(1, pass) };
}

/** The same, step by step. */
export function holdsByStep(mask: tf.Tensor2D): readonly HeldRows[] {
  const { pass, keep } = holdsOf(mask);
  const [passes, keeps] = [pass, keep].map(stepsOf);
  return passes.map((column, step) => ({ pass: column, keep: keeps[step] }));
}

/**
 * The state after a step: the new one, or the previous one (zero if there is none)
 * where it is held.
 */
export function held(
  fresh: Matrix,
  previous: Matrix | undefined,
  hold: HeldRows | undefined,
): Matrix {
  if (hold === undefined) return fresh;
  const passed: Matrix = tf.mul(fresh, hold.pass);
  return previous === undefined ? passed : tf.add(passed, tf.mul(previous, hold.keep));
}

/** The parts of one tensor, which is all that an operation with its own gradient can return. */
export interface Packed {
  /** [steps, batch, units]: the hidden states; absent if only the final state was asked for. */
  readonly hidden: ByTime | undefined;
  /** The parts of the final state, [batch, units] each. */
  readonly final: readonly Matrix[];
}

/** One after the other: [steps + parts of the state, batch, units]. */
export function pack({ hidden, final }: Packed): ByTime {
  const last = tf.stack([...final]) as ByTime;
  return hidden ? tf.concat([hidden, last], 0) : last;
}

/** The parts of a packed tensor with so many steps: how its gradient reaches a backward pass. */
export function unpack(packed: ByTime, steps: number): Packed {
  if (steps === 0) return { hidden: undefined, final: stepsOf(packed) };
  const [hidden, last] = tf.split<ByTime>(packed, [steps, packed.shape[0] - steps], 0);
  return { hidden, final: stepsOf(last) };
}

/** What a whole recurrence makes. */
export interface Recurrence {
  /** [batch, steps, units]: the hidden states; absent if only the final state was asked for. */
  readonly hidden: tf.Tensor3D | undefined;
  /** The parts of the final state, [batch, units] each. */
  readonly final: readonly Matrix[];
}

/** The parts of what a run has packed, samples first. */
export function unpackedBySample(packed: ByTime, { sequence, steps }: RecurrentRun): Recurrence {
  const { hidden, final } = unpack(packed, sequence ? steps : 0);
  return { hidden: hidden && exchanged(hidden), final };
}
