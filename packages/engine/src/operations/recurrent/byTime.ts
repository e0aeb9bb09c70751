import * as tf from '#tensorflow';

/** Sequences with time first, as loops take them: `[steps, batch, features]`. */
export type ByTime = tf.Tensor3D;

/** The other way round: `[batch, steps, features]` to `[steps, batch, features]`, and back. */
export const exchanged = (sequence: tf.Tensor3D): tf.Tensor3D => tf.transpose(sequence, [1, 0, 2]);

/** What stood one step before each step, with `first` before the one that was made first. */
export function shifted<T extends tf.Tensor>(sequence: T, first: tf.Tensor, reverse: boolean): T {
  const [steps] = sequence.shape;
  const others = tf.slice(sequence, reverse ? 1 : 0, steps - 1);
  const start = tf.expandDims<T>(first);
  return tf.concat<T>(reverse ? [others, start] : [start, others]);
}

/** The steps in the order in which they are made. */
export const timesOf = (steps: number, reverse: boolean): readonly number[] =>
  Array.from({ length: steps }, (_, step) => (reverse ? steps - 1 - step : step));

/** The steps one by one, `[batch, features]` each. */
export function stepsOf(sequence: ByTime): readonly tf.Tensor2D[] {
  const [steps] = sequence.shape;
  // In TF.js a split into one part has no gradient.
  const parts = steps === 1 ? [sequence] : tf.split<ByTime>(sequence, steps, 0);
  return parts.map((step) => tf.squeeze<tf.Tensor2D>(step, [0]));
}

/** The first two axes as one: `[steps, batch, features]` to `[steps * batch, features]`. */
export const rowsOf = (sequence: tf.Tensor3D): tf.Tensor2D =>
  tf.reshape(sequence, [sequence.shape[0] * sequence.shape[1], sequence.shape[2]]);
