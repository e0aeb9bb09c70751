import type * as tf from '@tensorflow/tfjs-core';
import type { Dataset } from '../data/dataset.js';
import type { Model } from '../model/model.js';
import type { Frame } from './frame.js';

/** Where a training is when a part is called on the host. */
export interface Run {
  readonly model: Model;
  readonly data: Dataset;
  /** Epochs made. */
  readonly epoch: number;
  /** That of the run, for what is drawn on the host. */
  readonly seed: number;
  /** Gives a variable of the model new values; nothing happens where `only` leaves the part out. */
  set(variable: tf.Variable, values: Float32Array): void;
  /**
   * What a function makes of samples, one after the other. It has the frame of use:
   * nothing is drawn, and nothing changes; `frame.again` has the model's parts.
   *
   * @param name - Tells the functions of a part apart; each is compiled once.
   * @param compute - `[batch, ...input]`, scaled, to `[batch, ...]`.
   */
  map(
    name: string,
    samples: Dataset,
    compute: (x: tf.Tensor, frame: Frame) => tf.Tensor,
  ): Promise<Float32Array>;
}
