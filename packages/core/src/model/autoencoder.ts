import * as tf from '@tensorflow/tfjs-core';
import { sizeOf, type EngineOptions } from '@autoencoder-zoo/engine';
import type { Dataset } from '../data/dataset.js';
import { toDataset, type Samples } from '../data/input.js';
import {
  fitScaling,
  identityScaling,
  unscale,
  type FittedScaling,
  type ScalingOptions,
} from '../data/scaling.js';
import { shaped, type ShapedArray } from '../data/shapedArray.js';
import type { FileContents } from '../files/contents.js';
import type { NamedVariable } from '../parts/build.js';
import { corruptMode, drawMode, evaluationMode, meanMode, type FrameMode } from '../parts/frame.js';
import type { Shape } from '../parts/kinds.js';
import { draw } from '../parts/noise.js';
import { RandomStream } from '../random/stream.js';
import type { BatchSource } from './batchInputs.js';
import { Composition, type Parts } from './composition.js';
import { Computations, type Compute } from './computations.js';
import { format, partSpecs, version, type AutoencoderSpec } from './spec.js';
import { squaredErrorInDataUnits, totals } from './totals.js';
import {
  checkEvaluateOptions,
  checkUseOptions,
  type CheckedUseOptions,
  type EvaluateOptions,
  type UseOptions,
} from './useOptions.js';

/** The averages that `evaluate` gives: the loss and each of its terms. */
export type Evaluation = Readonly<Record<string, number>>;

/** A batch of samples or codes, `[samples, ...Shape]`. */
export type Batch<SampleShape extends Shape> = ShapedArray<readonly [number, ...SampleShape]>;

/**
 * An autoencoder: `f: input -> code`, `g: code -> input`, made of parts by {@link autoencoder}.
 *
 * Everything that takes samples accepts a `Dataset`, typed arrays with a shape, tensors or nested
 * arrays, in the units of the training data; the model scales them itself. Results are
 * `Float32Array`s with a `shape`, samples first. Nothing has to be disposed but the model.
 */
export class Autoencoder<Input extends Shape = Shape, CodeShape extends Shape = Shape> {
  /** Shape of one sample. */
  readonly inputShape: Input;
  /** Shape of the code of one sample. */
  readonly codeShape: CodeShape;
  /** Seed of the first weights. */
  readonly seed: number;
  /** How inputs are to be scaled; fitted on the training data by the first training. */
  readonly scalingOptions: Required<ScalingOptions>;
  /** Which engine computes; may be changed at any time. Default: compiled. */
  engine: EngineOptions = {};
  /** Whether it was trained on sequences of unequal length: then its saved encoder takes a mask. */
  masked = false;
  /** The wired parts, for those who build on them. */
  readonly composition: Composition<CodeShape>;

  private readonly parts: Parts<CodeShape>;
  private fitted: FittedScaling | undefined;
  private readonly computations: Computations;

  /** Use {@link autoencoder}. */
  constructor(
    inputShape: Input,
    parts: Parts<CodeShape>,
    options: { seed: number; scaling: Required<ScalingOptions> },
  ) {
    this.inputShape = inputShape;
    this.parts = parts;
    this.seed = options.seed;
    this.scalingOptions = options.scaling;
    this.composition = new Composition(parts, inputShape, options.seed);
    this.codeShape = this.composition.code.shape;
    this.computations = new Computations(this.variables.map(({ variable }) => variable));
  }

  /** The model as plain JSON: parts, options, shapes, seed and scaling, without weights. */
  get spec(): AutoencoderSpec {
    return {
      format,
      version,
      input: this.inputShape,
      seed: this.seed,
      masked: this.masked,
      scaling: this.scalingOptions,
      ...(this.fitted && { fittedScaling: this.fitted }),
      ...partSpecs(this.parts),
    };
  }

  /** Weights and state by name, in the order of their declaration. */
  get variables(): readonly NamedVariable[] {
    return this.composition.declarations.variables;
  }

  /** Number of trained weights. */
  get parameterCount(): number {
    return this.variables.reduce((sum, v) => sum + (v.trained ? v.variable.size : 0), 0);
  }

  /** The scaling in force: values stay as they are until one is fitted. */
  get scaling(): FittedScaling {
    return this.fitted ?? identityScaling;
  }

  /** Measures the scaling on training data; a scaling that is there already stays. */
  fitScaling(data: Dataset): void {
    if (!this.fitted) this.setScaling(fitScaling(this.scalingOptions, data));
  }

  /** Takes over a scaling measured before, as it stands in a saved model. */
  setScaling(scaling: FittedScaling): void {
    this.fitted = scaling;
    this.computations.release();
  }

  /**
   * The code of each sample, without noise (the mean, where the code is a distribution).
   *
   * @returns `[samples, ...code]`.
   */
  async encode(samples: Samples<Input>, options: UseOptions = {}): Promise<Batch<CodeShape>> {
    const use = checkUseOptions('encode', options);
    const data = toDataset(samples, this.inputShape, 'encode');
    const source = this.source(data, meanMode, use);
    const codes = await this.map('encode', source, use, (x, frame) => ({
      result: this.composition.encode(x, frame),
    }));
    return shaped(codes, [data.length, ...this.codeShape]);
  }

  /**
   * A draw of the code of each sample, with its noise. For a code without noise it equals `encode`.
   *
   * @returns `[samples, ...code]`.
   */
  async drawCodes(samples: Samples<Input>, options: UseOptions = {}): Promise<Batch<CodeShape>> {
    const use = checkUseOptions('drawCodes', options);
    const data = toDataset(samples, this.inputShape, 'drawCodes');
    const source = this.source(data, drawMode, use);
    const codes = await this.map('drawCodes', source, use, (x, frame) => ({
      result: this.composition.drawCode(x, frame),
    }));
    return shaped(codes, [data.length, ...this.codeShape]);
  }

  /**
   * The expected output for codes `[samples, ...code]`.
   *
   * @returns `[samples, ...input]`, in the units of the training data.
   */
  async decode(codes: Samples<CodeShape>, options: UseOptions = {}): Promise<Batch<Input>> {
    const use = checkUseOptions('decode', options);
    const data = toDataset(codes, this.codeShape, 'decode');
    const source = { ...this.source(data, meanMode, use), scaling: undefined };
    const outputs = await this.map('decode', source, use, (z, frame) => ({
      result: this.composition.decode(z, frame),
    }));
    return this.toDataUnits(outputs, data.length);
  }

  /**
   * What the model makes of each sample: `g(f(x))`, through the mean of the code.
   *
   * @returns `[samples, ...input]`, in the units of the training data.
   */
  async reconstruct(samples: Samples<Input>, options: UseOptions = {}): Promise<Batch<Input>> {
    const use = checkUseOptions('reconstruct', options);
    const data = toDataset(samples, this.inputShape, 'reconstruct');
    const source = this.source(data, meanMode, use);
    const outputs = await this.map('reconstruct', source, use, (x, frame) => ({
      result: this.composition.decode(this.composition.encode(x, frame), frame),
    }));
    return this.toDataUnits(outputs, data.length);
  }

  /**
   * The samples as training damages them, with draws by `seed`; unchanged without a corruption.
   *
   * @returns `[samples, ...input]`, in the units of the training data.
   */
  async corrupt(samples: Samples<Input>, options: UseOptions = {}): Promise<Batch<Input>> {
    const use = checkUseOptions('corrupt', options);
    const data = toDataset(samples, this.inputShape, 'corrupt');
    const source = this.source(data, corruptMode, use);
    const damaged = await this.map('corrupt', source, use, (x, frame) => ({
      result: this.composition.corrupt(x, frame),
    }));
    return this.toDataUnits(damaged, data.length);
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
    const [a, b] = [await this.encode(from), await this.encode(to)];
    if (a.shape[0] !== 1 || b.shape[0] !== 1) {
      throw new RangeError(
        `interpolate: expected one sample at each end, but got ${a.shape[0]} and ${b.shape[0]}`,
      );
    }
    const codes = new Float32Array(steps * a.length);
    for (let step = 0; step < steps; step++) {
      const share = step / (steps - 1);
      for (let i = 0; i < a.length; i++) {
        codes[step * a.length + i] = a[i] * (1 - share) + b[i] * share;
      }
    }
    return this.decode(shaped(codes, [steps, ...this.codeShape]));
  }

  /**
   * The loss and its terms on samples, each summed over features and averaged over samples; weights
   * of terms have the value that their schedule ends with. `squaredError` is that of the
   * reconstruction from the code's mean, in the units of the data. Codes with noise are drawn by a
   * stream of their own, so the same call gives the same numbers.
   */
  async evaluate(samples: Samples<Input>, options: EvaluateOptions = {}): Promise<Evaluation> {
    const { corrupt, ...use } = checkEvaluateOptions(options);
    const data = toDataset(samples, this.inputShape, 'evaluate');
    const mode = { ...evaluationMode, corrupt };
    return this.computations.average(
      {
        name: `evaluate:${corrupt}`,
        source: this.source(data, mode, use),
        batchSize: use.batchSize,
        compute: (x, frame, means) => ({
          ...totals(this.composition.terms(x, frame, mode)),
          squaredError: squaredErrorInDataUnits(
            this.composition.decode(this.composition.encode(x, means), means),
            x,
            frame,
            this.scaling,
          ),
        }),
      },
      this.engine,
    );
  }

  /**
   * Writes the model as a folder: `model.json`, `weights.safetensors`, `encoder.onnx` (`x` to `code`)
   * and `decoder.onnx` (`code` to `output`), both in the units of the training data and with any
   * batch size. The folder is written whole or not at all. Node only; elsewhere take the {@link files}.
   *
   * @param folder - Replaced if it holds a model, refused if it holds anything else.
   * @param extra - Further files to go with the model, by name. Default none.
   * @throws Error naming the file and the reason, such as a full disk; an older model is intact then.
   */
  async save(folder: string, extra: Readonly<Record<string, FileContents>> = {}): Promise<void> {
    const { saveAutoencoder } = await import('./save.js');
    await saveAutoencoder(this, folder, extra);
  }

  /**
   * The files that {@link save} writes, by name, for where there are no folders: `load` takes them as
   * they are.
   */
  async files(): Promise<Record<string, Uint8Array>> {
    const { modelFiles } = await import('./save.js');
    return modelFiles(this);
  }

  /** Frees the compiled functions and the weights. The model cannot be used afterwards. */
  dispose(): void {
    this.computations.release();
    for (const { variable } of this.variables) variable.dispose();
  }

  private source(data: Dataset, mode: FrameMode, use: CheckedUseOptions): BatchSource {
    return {
      data,
      mode,
      scaling: this.scaling,
      declarations: this.composition.declarations,
      seed: use.seed ?? this.seed,
      purpose: 'use',
    };
  }

  private map(
    name: string,
    source: BatchSource,
    { batchSize }: CheckedUseOptions,
    compute: Compute,
  ): Promise<Float32Array> {
    return this.computations.map({ name, source, batchSize, compute }, this.engine);
  }

  private toDataUnits(values: Float32Array, samples: number): Batch<Input> {
    unscale(this.scaling, values);
    return shaped(values, [samples, ...this.inputShape]);
  }
}
