import * as tf from '#tensorflow';
import { rowsOf } from './byTime.js';
import type { Matrix } from './matrix.js';

/** A mask as the number of steps that count, and ways there and back. */
export interface Lengths {
  /** [batch], int32. */
  readonly count: tf.Tensor1D;
  /**
   * Of each sequence of `[batch, steps, features]` the steps that count, in their order, and then
   * the others: `[steps, batch, features]`.
   */
  toFront(sequence: tf.Tensor3D): tf.Tensor3D;
  /**
   * The state after each step of the masked sequence, `[batch, steps, units]`.
   *
   * @param states - After each step that counts, `[batch, steps, units]`.
   * @param first - Before the step that is made first; zero when left out.
   */
  toPlaces(states: tf.Tensor3D, first: Matrix | undefined, reverse: boolean): tf.Tensor3D;
  /** The last state, [batch, units]: the first one where no step counts, of which ONNX makes 0. */
  last(state: Matrix, first: Matrix | undefined): Matrix;
}

/** The meaning of a mask, [batch, steps] of 0 and 1, which may have holes. */
export function lengthsOf(mask: tf.Tensor2D): Lengths {
  const [batch, steps] = mask.shape;
  const bits: tf.Tensor2D = tf.cast(mask, 'int32');
  const count: tf.Tensor1D = tf.sum(bits, 1);
  return {
    count,
    toFront(sequence) {
      // Of equal numbers ONNX puts the earlier one first.
      const { indices } = tf.topk<tf.Tensor2D>(tf.cast(mask, 'float32'), steps);
      return rowsAt(sequence, tf.transpose(among(indices, steps)));
    },
    toPlaces(states, first, reverse) {
      const start = tf.expandDims<tf.Tensor3D>(first ?? tf.zeros([batch, states.shape[2]]), 1);
      const before = tf.cumsum<tf.Tensor2D>(bits, 1, reverse);
      const none = tf.equal(before, tf.expandDims(count, 1));
      const end = tf.fill<tf.Rank.R2>([1, 1], steps, 'int32');
      const places = reverse ? tf.where(none, end, before) : before;
      const all = tf.concat(reverse ? [states, start] : [start, states], 1);
      return rowsAt(all, among(places, steps + 1));
    },
    last(state, first) {
      return first ? tf.where(tf.greater(tf.expandDims(count, 1), 0), state, first) : state;
    },
  };
}

/** Rows of sequences that lie below each other. */
const rowsAt = (sequences: tf.Tensor3D, rows: tf.Tensor2D): tf.Tensor3D =>
  tf.gather<tf.Tensor>(rowsOf(sequences), rows) as tf.Tensor3D;

/** Places in each sequence, [batch, places], as numbers of rows among those of all sequences. */
function among(places: tf.Tensor2D, length: number): tf.Tensor2D {
  // A running sum, since numbers that depend on the batch could not be constants of an export.
  const sequence = tf.cumsum(tf.ones([places.shape[0], 1], 'int32'), 0, true);
  return tf.add(places, tf.mul(sequence, tf.scalar(length, 'int32')));
}
