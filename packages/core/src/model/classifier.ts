import * as tf from '@tensorflow/tfjs-core';
import type { Samples } from '../data/input.js';
import { shaped } from '../data/shapedArray.js';
import { meanMode } from '../parts/frame.js';
import type { Frame, Shape, Term } from '../parts/kinds.js';
import type { Pairs } from './composition.js';
import { Model, type Batch } from './model.js';
import { checkUseOptions, type UseOptions } from './useOptions.js';

/**
 * A classifier: the same parts as an autoencoder, of which the decoder gives logits of classes and the
 * target is the label; made by {@link classifier} or {@link classifierFrom}. It is trained by `fit` on
 * a `Dataset` with `labels`.
 *
 * The term `crossEntropy` is that of the label, in nats. Beside the terms of the loss it measures
 * `errorRate`, the share of samples of which another class is the likeliest. Its saved folder has the
 * graphs `encoder.onnx` (`x` to `code`) and `classifier.onnx` (`x` to `probabilities`).
 */
export class Classifier<Input extends Shape = Shape, CodeShape extends Shape = Shape> extends Model<
  Input,
  CodeShape
> {
  declare readonly classes: number;

  /**
   * The probability of each class for each sample, from the code without noise.
   *
   * @returns `[samples, classes]`; each row sums to 1.
   */
  async predict(
    samples: Samples<Input>,
    options: UseOptions = {},
  ): Promise<Batch<readonly [number]>> {
    const use = checkUseOptions('predict', options);
    const data = this.samples(samples, 'predict');
    const source = this.source(data, meanMode, use);
    const probabilities = await this.map('predict', source, use, ({ x, frame }) => ({
      result: this.probabilities(x, frame),
    }));
    return shaped(probabilities, [data.length, this.classes]);
  }

  /** {@link predict} on tensors: `[batch, ...input]`, scaled, to `[batch, classes]`. */
  probabilities(x: tf.Tensor, frame: Frame): tf.Tensor {
    return this.composition.decode(this.composition.encode(x, frame), frame);
  }

  override terms(
    pairs: Pairs,
    frame: Frame,
    mode: { readonly corrupt: boolean },
  ): Readonly<Record<string, Term>> {
    const { reconstruction, ...others } = super.terms(pairs, frame, mode);
    return { crossEntropy: reconstruction, ...others };
  }

  async files(): Promise<Record<string, Uint8Array>> {
    this.requireUsable('files');
    return this.during(async () => (await import('./save.js')).classifierFiles(this));
  }

  /** @internal */
  protected measures({ x, target }: Pairs, means: Frame): Record<string, tf.Tensor> {
    const likeliest = tf.argMax(this.probabilities(x, means), -1);
    const wrong = tf.notEqual(likeliest, tf.argMax(target, -1));
    return { errorRate: tf.cast(wrong, 'float32') };
  }

  /** @internal */
  protected measuredIn(): Readonly<Record<string, number>> {
    return {};
  }
}
