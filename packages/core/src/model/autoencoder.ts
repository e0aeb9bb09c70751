import type * as tf from '@tensorflow/tfjs-core';
import { sizeOf } from '@autoencoder-zoo/engine';
import { refuseInfinite } from '../data/check.js';
import { toDataset, type Samples } from '../data/input.js';
import { unscale, type FittedScaling } from '../data/scaling.js';
import { shaped } from '../data/shapedArray.js';
import type { Batch } from '../batch/batch.js';
import { withColumns } from '../batch/givenColumns.js';
import {
  corruptMode,
  decodeMode,
  generateMode,
  reconstructMode,
  sampleMode,
  type Mode,
} from '../batch/mode.js';
import { Dataset } from '../data/dataset.js';
import type { Parts } from '../network/parts.js';
import { reconstruction } from '../network/task.js';
import type { Shape } from '../parts/shape.js';
import { Model, type Rows } from './model.js';
import { hammingDistance, squaredErrorInUnits, unitOf } from './totals.js';
import { checkUseOptions, type CheckedUseOptions, type UseOptions } from './useOptions.js';
import type { ModelOptions } from './wiredModel.js';

/**
 * An autoencoder: `f: input -> code`, `g: code -> input`, made of parts by
 * {@link autoencoder}. Beside the terms of the loss it measures `squaredError` between
 * the sample and its reconstruction from the code's mean, in the units of the data; with
 * `corrupt` that of the damaged sample's reconstruction. Where samples are numbers of classes it
 * measures `hammingDistance` in its place: how many of them come out wrong. Its saved folder has
 * the graphs `encoder.onnx` (`x` to `code` and what else the code declares), `decoder.onnx`
 * (`code` to `output`) and, where there is a prior, `prior.onnx` (random numbers to `code`).
 */
export class Autoencoder<
  Input extends Shape = Shape,
  CodeShape extends Shape = Shape,
> extends Model<Input, CodeShape> {
  /** Use `autoencoder`. */
  constructor(inputShape: Input, parts: Parts<CodeShape>, options: ModelOptions) {
    super(inputShape, parts, reconstruction, options);
  }

  /**
   * The expected output for codes `[samples, ...code]`.
   *
   * @returns `[samples, ...input]`, in the units of the training data.
   */
  async decode(codes: Samples<CodeShape>, options: UseOptions = {}): Promise<Rows<Input>> {
    const use = checkUseOptions('decode', options);
    this.life.requireUsable('decode');
    return this.#outputsOf(toDataset(codes, this.codeShape, 'decode'), use, this.scaling);
  }

  /** @param scaling - In force when the call began: a training may have fitted one since. */
  async #outputsOf(
    codes: Dataset,
    use: CheckedUseOptions,
    scaling: FittedScaling,
    mode: Mode = decodeMode,
  ): Promise<Rows<Input>> {
    const source = { ...this.source(codes, mode, use), scaling: undefined };
    const outputs = await this.map('decode', source, use, (batch) => ({
      result: this.network.decode(batch.x, batch),
    }));
    return this.#toDataUnits(codes.name, outputs, scaling);
  }

  /**
   * What the model makes of each sample: `g(f(x))`, through the mean of the code.
   *
   * @returns `[samples, ...input]`, in the units of the training data.
   */
  async reconstruct(samples: Samples<Input>, options: UseOptions = {}): Promise<Rows<Input>> {
    const use = checkUseOptions('reconstruct', options);
    const data = this.samples(samples, 'reconstruct');
    const { support, built } = this.network;
    const source = this.source(data, reconstructMode, use);
    if (built.likelihood.meanReadsTarget) Object.assign(source, { support });
    const outputs = await this.map('reconstruct', source, use, (batch) => ({
      result: this.network.decode(this.network.encode(batch.x, batch), batch, batch.x),
    }));
    return this.#toDataUnits('reconstruct', outputs, source.scaling);
  }

  /**
   * The samples as training damages them, with draws by `seed`; unchanged without a corruption.
   *
   * @returns `[samples, ...input]`, in the units of the training data.
   */
  async corrupt(samples: Samples<Input>, options: UseOptions = {}): Promise<Rows<Input>> {
    const use = checkUseOptions('corrupt', options);
    const data = this.samples(samples, 'corrupt');
    const source = this.source(data, corruptMode, use);
    const damaged = await this.map('corrupt', source, use, (batch) => ({
      result: this.network.corrupt(batch).value,
    }));
    return this.#toDataUnits('corrupt', damaged, source.scaling);
  }

  /**
   * New samples: codes drawn from the prior, decoded. A decoder that draws what it gives, such as
   * one of tokens, draws it here.
   *
   * @param count - How many, at least 1.
   * @throws Error if the code has no prior, such as a deterministic one.
   * @returns `[count, ...input]`.
   */
  async sample(count: number, options: UseOptions = {}): Promise<Rows<Input>> {
    const use = checkUseOptions('sample', options);
    this.life.requireUsable('sample');
    if (!this.network.built.prior) {
      throw new Error(
        'this model has no prior to draw codes from; give it one by `withPrior`, use a sampling variant such as `variational`, or `interpolate` between two samples',
      );
    }
    if (!Number.isInteger(count) || count < 1) {
      throw new RangeError(`sample: expected a count of at least 1, but got ${count}`);
    }
    const { scaling } = this;
    return this.during(async () => {
      const codes = await this.#drawPrior(count, use);
      const set = toDataset(codes, this.codeShape, 'sample');
      return this.#outputsOf(set, use, scaling, generateMode);
    });
  }

  /** Codes out of the prior, `[count, ...code]`. */
  async #drawPrior(count: number, use: CheckedUseOptions): Promise<Rows<CodeShape>> {
    const { prior } = this.network.built;
    const rows = new Dataset({ name: 'sample', values: new Float32Array(count), shape: [1] });
    const source = { ...this.source(rows, sampleMode, use), scaling: undefined };
    const codes = await this.map('sample', source, use, (batch) => ({
      result: this.network.sample(prior!, batch),
    }));
    return shaped(codes, [count, ...this.codeShape]);
  }

  /**
   * The way between two samples through the code: the codes of `from` and `to` are joined by a
   * straight line, and `steps` points on it, both ends included, are decoded.
   *
   * @param from - One sample, as a batch of one.
   * @param to - One sample, as a batch of one.
   * @param steps - At least 2. Default 10.
   * @param options - Columns in `beside` are those of the points, `steps` of each or one number
   * for all. What the two samples have beside them they keep; what they lack they take from the
   * first and the last point.
   * @returns `[steps, ...input]`.
   */
  async interpolate(
    from: Samples<Input>,
    to: Samples<Input>,
    steps = 10,
    options: UseOptions = {},
  ): Promise<Rows<Input>> {
    if (!Number.isInteger(steps) || steps < 2) {
      throw new RangeError(`interpolate: expected at least 2 steps, but got ${steps}`);
    }
    const use = checkUseOptions('interpolate', options);
    const ends = [from, to].map((end) => this.samples(end, 'interpolate'));
    if (ends.some(({ length }) => length !== 1)) {
      throw new RangeError(
        `interpolate: expected one sample at each end, but got ${ends.map(({ length }) => length).join(' and ')}`,
      );
    }
    const { beside = {}, ...way } = use;
    const points = withColumns(
      new Dataset({ name: 'interpolate', values: new Float32Array(steps), shape: [1] }),
      beside,
    );
    const [first, last] = [points.slice(0, 1), points.slice(-1)];
    const { scaling } = this;
    return this.during(async () => {
      const [a, b] = await Promise.all([
        this.codesOf(completed(ends[0], first), way),
        this.codesOf(completed(ends[1], last), way),
      ]);
      const codes = between(a, b, steps);
      return this.#outputsOf(toDataset(codes, this.codeShape, 'interpolate'), use, scaling);
    });
  }

  async files(): Promise<Record<string, Uint8Array>> {
    this.life.requireUsable('files');
    return this.during(async () => (await import('./save.js')).autoencoderFiles(this));
  }

  /** @internal */
  protected measures(batch: Batch, scaling: FittedScaling): Record<string, tf.Tensor> {
    const { network } = this;
    const { x, means } = batch;
    const codes = network.encode(network.corrupt(means).value, means);
    const output = network.decode(codes, means, x);
    const counts = network.counts(batch);
    return network.built.likelihood.classes !== undefined
      ? { hammingDistance: hammingDistance(output, x, counts) }
      : { squaredError: squaredErrorInUnits(output, x, counts, scaling) };
  }

  /** @internal */
  protected measuredIn(scaling: FittedScaling): Record<string, number> {
    return { squaredError: unitOf(scaling) ** 2 };
  }

  /** @param scaling - In force when the call began: a training may have fitted one since. */
  #toDataUnits(call: string, values: Float32Array, scaling: FittedScaling): Rows<Input> {
    const size = sizeOf(this.inputShape);
    unscale(scaling, values);
    if (scaling.kind !== 'none') refuseInfinite(call, values, size);
    return shaped(values, [values.length / size, ...this.inputShape]);
  }
}

/** A sample with the columns that it lacks and a point has. */
function completed(sample: Dataset, { labels, beside }: Dataset): Dataset {
  return sample.with({
    ...(!sample.labels && labels && { labels }),
    beside: { ...beside, ...sample.beside },
  });
}

/** So many points on the line from one code to another, both ends included. */
function between<CodeShape extends Shape>(
  a: Rows<CodeShape>,
  b: Rows<CodeShape>,
  steps: number,
): Rows<CodeShape> {
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
