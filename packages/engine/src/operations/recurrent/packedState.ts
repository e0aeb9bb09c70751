import * as tf from '@tensorflow/tfjs-core';
import { columns, type Matrix } from './matrix.js';

/** Columns [batch, 1] of one step: 1 where it counts, and 1 where the state is handed on. */
export interface HeldRows {
  readonly pass: Matrix;
  readonly keep: Matrix;
}

/** The columns of a mask, step after step. */
export function holds(mask: tf.Tensor2D): readonly HeldRows[] {
  const pass: Matrix = tf.cast(mask, 'float32');
  const keeps = columns(tf.sub(1, pass), mask.shape[1]);
  return columns(pass, mask.shape[1]).map((column, time) => ({ pass: column, keep: keeps[time] }));
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
  /** The hidden states in the order of time; none if only the final state was asked for. */
  readonly hidden: readonly Matrix[];
  /** The parts of the final state. */
  readonly final: readonly Matrix[];
}

/** Side by side: [batch, (steps + parts of the state) * units]. */
export function pack({ hidden, final }: Packed): Matrix {
  return tf.concat([...hidden, ...final], 1);
}

/** The parts of a packed tensor, [batch, units] each: how its gradient reaches a backward pass. */
export function unpack(packed: Matrix, units: number, finals: number): Packed {
  const parts = columns(packed, packed.shape[1] / units);
  return { hidden: parts.slice(0, -finals), final: parts.slice(-finals) };
}

/** The two results that callers see: [batch, steps, units], and the parts of the final state. */
export function results(
  packed: Matrix,
  steps: number,
  units: number,
): { hidden: tf.Tensor3D; final: Matrix[] } {
  const finals = packed.shape[1] / units - steps;
  const [hidden, ...final] = tf.split<Matrix>(
    packed,
    [steps * units, ...Array<number>(finals).fill(units)],
    1,
  );
  return { hidden: tf.reshape(hidden, [-1, steps, units]), final };
}
