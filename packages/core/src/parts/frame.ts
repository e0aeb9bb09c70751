import type * as tf from '@tensorflow/tfjs-core';
import type { Column } from './column.js';
import type { Key } from './key.js';
import type { Coded } from './kinds.js';
import type { Noise } from './noise.js';
import type { NamedNumber } from './number.js';

/**
 * What a part may read while it computes one batch. A batch has samples, and rows: as many draws
 * of the code for each sample as the objective asks for, those of one sample side by side. Its
 * functions may be taken out of it.
 */
export interface Frame {
  /**
   * - `train`: a training step; noise is drawn, state may change, numbers follow their schedules.
   * - `measure`: outputs are compared with targets, and nothing changes.
   * - `use`: neither.
   */
  readonly mode: 'train' | 'measure' | 'use';
  /**
   * What outputs will be compared with, `[batch, ...target]`, scaled; `undefined`
   * where they are to be generated.
   */
  readonly target: tf.Tensor | undefined;
  /** `[batch, steps]` of ones and zeros for sequences of unequal length. */
  readonly mask: tf.Tensor2D | undefined;
  /** The numbers drawn for a site, `[rows, ...shape]`; zeros where means are asked for. */
  readonly noise: (site: Noise) => tf.Tensor;
  /** The present value of a number. */
  readonly number: (number: NamedNumber) => number | tf.Scalar;
  /** A column beside the samples, `[batch, ...shape]`. */
  readonly column: (column: Column) => tf.Tensor;
  /** `[batch, ...]` to `[rows, ...]`: repeats each sample for each of its draws. */
  readonly perDraw: <T extends tf.Tensor>(x: T) => T;
  /** What another part has left on this batch; parts run in the order of the data. */
  readonly need: <Value>(key: Key<Value>) => Value | undefined;
  /**
   * Changes state after this step, once, in training only, and not where `only`
   * leaves the part out of it. It holds for what {@link Context.state} declared; in
   * {@link Built.afterUpdate} for trained variables, too.
   */
  readonly set: (state: tf.Variable, value: tf.Tensor) => void;
  /** Whether {@link Frame.set} would change a variable. */
  readonly changes: (state: tf.Variable) => boolean;
  /**
   * The model's own parts once more, on other inputs, of any number, with the same
   * weights. They draw no noise and change no state.
   */
  readonly again: Again;
}

/** The parts of a model as functions. */
export interface Again {
  /** `[rows, ...input]` to features `[rows, ...features]`. */
  encode(x: tf.Tensor): tf.Tensor;
  /** Features to codes. */
  code(features: tf.Tensor): Coded;
  /** Codes `[rows, ...code]` to parameters of the output. */
  decode(z: tf.Tensor): tf.Tensor;
  /** Parameters to the expected output. */
  mean(parameters: tf.Tensor): tf.Tensor;
}
