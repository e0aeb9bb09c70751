import * as tf from '@autoencoder-zoo/engine/tensorflow';
import type { Samples } from '../data/input.js';
import { shaped } from '../data/shapedArray.js';
import type { Batch } from '../batch/batch.js';
import { reconstructMode } from '../batch/mode.js';
import type { Parts } from '../network/parts.js';
import { classification } from '../network/task.js';
import type { Shape } from '../parts/shape.js';
import { Model, type Rows } from './model.js';
import { checkUseOptions, type UseOptions } from './useOptions.js';
import type { ModelOptions } from './wiredModel.js';

/**
 * A classifier: the same parts as an autoencoder, of which the decoder gives logits
 * of classes and the target is the label; made by {@link classifier} or
 * {@link classifierFrom}. It is trained by `fit` on a `Dataset` with `labels`.
 *
 * The term `crossEntropy` is that of the label, in nats. Beside the terms of the loss it measures
 * `errorRate`, the share of samples of which another class is the likeliest. Its saved folder has
 * the graphs `encoder.onnx` (`x` to `code`) and `classifier.onnx` (`x` to `probabilities`).
 */
export class Classifier<Input extends Shape = Shape, CodeShape extends Shape = Shape> extends Model<
  Input,
  CodeShape
> {
  /** Number of classes; labels are from 0 to one less. */
  readonly classes: number;

  /** Use `classifier` or `classifierFrom`. */
  constructor(
    inputShape: Input,
    parts: Parts<CodeShape>,
    { classes, ...options }: ModelOptions & { readonly classes: number },
  ) {
    super(inputShape, parts, classification(classes), options);
    this.classes = classes;
  }

  /**
   * The probability of each class for each sample, from the code without noise.
   *
   * @returns `[samples, classes]`; each row sums to 1.
   */
  async predict(
    samples: Samples<Input>,
    options: UseOptions = {},
  ): Promise<Rows<readonly [number]>> {
    const use = checkUseOptions('predict', options);
    const data = this.samples(samples, 'predict');
    const source = this.source(data, reconstructMode, use);
    const probabilities = await this.map('predict', source, use, (batch) => ({
      result: this.probabilities(batch.x, batch),
    }));
    return shaped(probabilities, [data.length, this.classes]);
  }

  /** {@link predict} on tensors: `[batch, ...input]`, scaled, to `[batch, classes]`. */
  probabilities(x: tf.Tensor, batch: Batch): tf.Tensor {
    return this.network.decode(this.network.encode(x, batch), batch);
  }

  async files(): Promise<Record<string, Uint8Array>> {
    this.life.requireUsable('files');
    return this.during(async () => (await import('./save.js')).classifierFiles(this));
  }

  /** @internal */
  protected measures(batch: Batch): Record<string, tf.Tensor> {
    const { means } = batch;
    const { value } = this.network.corrupt(means);
    const likeliest = tf.argMax(this.probabilities(value, means), -1);
    const wrong = tf.notEqual(likeliest, tf.argMax(batch.target!, -1));
    return { errorRate: tf.cast(wrong, 'float32') };
  }

  /** @internal */
  protected measuredIn(): Readonly<Record<string, number>> {
    return {};
  }
}
