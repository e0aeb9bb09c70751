import * as tf from '@tensorflow/tfjs-core';
import { sizeOf } from '@autoencoder-zoo/engine';
import type { Dataset } from '../data/dataset.js';
import { toDataset, type Samples } from '../data/input.js';
import { refuseInfinite } from '../data/check.js';
import { unscale, type FittedScaling } from '../data/scaling.js';
import { shaped } from '../data/shapedArray.js';
import { corruptMode, meanMode } from '../parts/frame.js';
import type { Frame, Shape } from '../parts/kinds.js';
import { draw } from '../parts/noise.js';
import { RandomStream } from '../random/stream.js';
import type { Pairs } from './composition.js';
import { Model, type Batch } from './model.js';
import { squaredErrorInUnits, unitOf } from './totals.js';
import { checkUseOptions, type CheckedUseOptions, type UseOptions } from './useOptions.js';

/**
 * An autoencoder: `f: input -> code`, `g: code -> input`, made of parts by {@link autoencoder}. Beside
 * the terms of the loss it measures `squaredError` between the sample and its reconstruction from the
 * code's mean, in the units of the data; with `corrupt` that of the damaged sample's reconstruction. Its
 * saved folder has the graphs `encoder.onnx` (`x` to `code` and what else the code declares) and
 * `decoder.onnx` (`code` to `output`).
 */
export class Autoencoder<
  Input extends Shape = Shape,
  CodeShape extends Shape = Shape,
> extends Model<Input, CodeShape> {
  /**
   * The expected output for codes `[samples, ...code]`.
   *
   * @returns `[samples, ...input]`, in the units of the training data.
   */
  async decode(codes: Samples<CodeShape>, options: UseOptions = {}): Promise<Batch<Input>> {
    const use = checkUseOptions('decode', options);
    this.requireUsable('decode');
    return this.outputsOf(toDataset(codes, this.codeShape, 'decode'), use, this.scaling);
  }

  private async outputsOf(
    codes: Dataset,
    use: CheckedUseOptions,
    scaling: FittedScaling,
  ): Promise<Batch<Input>> {
    const source = { ...this.source(codes, meanMode, use), scaling: undefined };
    const outputs = await this.map('decode', source, use, ({ x: z, frame }) => ({
      result: this.composition.decode(z, frame),
    }));
    return this.toDataUnits(codes.name, outputs, scaling);
  }

  /**
   * What the model makes of each sample: `g(f(x))`, through the mean of the code.
   *
   * @returns `[samples, ...input]`, in the units of the training data.
   */
  async reconstruct(samples: Samples<Input>, options: UseOptions = {}): Promise<Batch<Input>> {
    const use = checkUseOptions('reconstruct', options);
    const data = this.samples(samples, 'reconstruct');
    const { support, likelihood } = this.composition;
    const source = {
      ...this.source(data, meanMode, use),
      support: likelihood.meanReadsTarget ? support : undefined,
    };
    const outputs = await this.map('reconstruct', source, use, ({ x, frame }) => ({
      result: this.composition.decode(this.composition.encode(x, frame), frame, x),
    }));
    return this.toDataUnits('reconstruct', outputs, source.scaling);
  }

  /**
   * The samples as training damages them, with draws by `seed`; unchanged without a corruption.
   *
   * @returns `[samples, ...input]`, in the units of the training data.
   */
  async corrupt(samples: Samples<Input>, options: UseOptions = {}): Promise<Batch<Input>> {
    const use = checkUseOptions('corrupt', options);
    const data = this.samples(samples, 'corrupt');
    const source = this.source(data, corruptMode, use);
    const damaged = await this.map('corrupt', source, use, ({ x, frame }) => ({
      result: this.composition.corrupt(x, frame),
    }));
    return this.toDataUnits('corrupt', damaged, source.scaling);
  }

  /**
   * New samples: codes drawn from the prior, decoded.
   *
   * @param count - How many, at least 1.
   * @throws Error if the code has no prior, such as a deterministic one.
   * @returns `[count, ...input]`.
   */
  async sample(count: number, options: UseOptions = {}): Promise<Batch<Input>> {
    const use = checkUseOptions('sample', options);
    this.requireUsable('sample');
    const { prior } = this.composition.code;
    if (!prior) {
      throw new Error(
        'this code has no prior to draw from; use a sampling variant such as `variational`, or `interpolate` between two samples',
      );
    }
    if (!Number.isInteger(count) || count < 1) {
      throw new RangeError(`sample: expected a count of at least 1, but got ${count}`);
    }
    const shape = [count, ...prior.distribution.shape];
    const noise = new Float32Array(sizeOf(shape));
    const seed = use.seed ?? this.seed;
    draw(prior.distribution, new RandomStream(seed, 'prior'), noise);
    const codes = tf.tidy(() => prior.toCode(tf.tensor(noise, shape)).dataSync<'float32'>());
    return this.decode(shaped(codes, [count, ...this.codeShape]), options);
  }

  /**
   * The way between two samples through the code: the codes of `from` and `to` are joined by a
   * straight line, and `steps` points on it, both ends included, are decoded.
   *
   * @param from - One sample, as a batch of one.
   * @param to - One sample, as a batch of one.
   * @param steps - At least 2. Default 10.
   * @returns `[steps, ...input]`.
   */
  async interpolate(from: Samples<Input>, to: Samples<Input>, steps = 10): Promise<Batch<Input>> {
    if (!Number.isInteger(steps) || steps < 2) {
      throw new RangeError(`interpolate: expected at least 2 steps, but got ${steps}`);
    }
    const use = checkUseOptions('interpolate', {});
    const ends = [from, to].map((end) => this.samples(end, 'interpolate'));
    if (ends.some(({ length }) => length !== 1)) {
      throw new RangeError(
        `interpolate: expected one sample at each end, but got ${ends.map(({ length }) => length).join(' and ')}`,
      );
    }
    const { scaling } = this;
    return this.during(async () => {
      const [a, b] = await Promise.all(ends.map((end) => this.codesOf(end, use)));
      const codes = between(a, b, steps);
      return this.outputsOf(toDataset(codes, this.codeShape, 'interpolate'), use, scaling);
    });
  }

  async files(): Promise<Record<string, Uint8Array>> {
    this.requireUsable('files');
    return this.during(async () => (await import('./save.js')).autoencoderFiles(this));
  }

  /** @internal */
  protected measures(
    { x, target }: Pairs,
    means: Frame,
    scaling: FittedScaling,
  ): Record<string, tf.Tensor> {
    const output = this.composition.decode(this.composition.encode(x, means), means, target);
    return { squaredError: squaredErrorInUnits(output, target, means, scaling) };
  }

  /** @internal */
  protected measuredIn(scaling: FittedScaling): Record<string, number> {
    return { squaredError: unitOf(scaling) ** 2 };
  }

  /** @param scaling - In force when the call began: a training may have fitted one since. */
  private toDataUnits(call: string, values: Float32Array, scaling: FittedScaling): Batch<Input> {
    const size = sizeOf(this.inputShape);
    unscale(scaling, values);
    if (scaling.kind !== 'none') refuseInfinite(call, values, size);
    return shaped(values, [values.length / size, ...this.inputShape]);
  }
}

/** So many points on the line from one code to another, both ends included. */
function between<CodeShape extends Shape>(
  a: Batch<CodeShape>,
  b: Batch<CodeShape>,
  steps: number,
): Batch<CodeShape> {
  const codes = new Float32Array(steps * a.length);
  for (let step = 0; step < steps; step++) {
    const share = step / (steps - 1);
    for (let i = 0; i < a.length; i++) {
      codes[step * a.length + i] = a[i] * (1 - share) + b[i] * share;
    }
  }
  const [, ...shape] = a.shape;
  return shaped(codes, [steps, ...shape]);
}
