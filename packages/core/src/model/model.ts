import { refuseNonFinite } from '../data/check.js';
import { checkFittedScaling } from '../data/fittedScaling.js';
import {
  fitScaling,
  identityScaling,
  type FittedScaling,
  type ScalingOptions,
} from '../data/scaling.js';
import type * as tf from '@tensorflow/tfjs-core';
import type { EngineOptions } from '@autoencoder-zoo/engine';
import type { Dataset } from '../data/dataset.js';
import { toDataset, type Samples } from '../data/input.js';
import { shaped, type ShapedArray } from '../data/shapedArray.js';
import type { FileContents } from '../files/contents.js';
import type { Batch } from '../batch/batch.js';
import type { BatchSource } from '../batch/batches.js';
import { withColumns } from '../batch/givenColumns.js';
import {
  damagedEvaluationMode,
  drawMode,
  encodeMode,
  evaluationMode,
  type Mode,
} from '../batch/mode.js';
import { CompiledFunctions, type ComputeBatch } from '../network/compiledFunctions.js';
import { Network } from '../network/network.js';
import type { Parts } from '../network/parts.js';
import type { Task } from '../network/task.js';
import { Declarations, type NamedVariable } from '../parts/declarations.js';
import type { Frame } from '../parts/frame.js';
import type { Shape } from '../parts/shape.js';
import { refuseOtherColumns, withKnownLabels } from './form.js';
import { Lifecycle } from './lifecycle.js';
import { refuseScalingOfClasses } from './refuseScalingOfClasses.js';
import { format, partSpecs, version, type AutoencoderSpec } from './spec.js';
import { totals } from './totals.js';
import {
  checkEvaluateOptions,
  checkUseOptions,
  type CheckedUseOptions,
  type EvaluateOptions,
  type UseOptions,
} from './useOptions.js';

/** The averages that `evaluate` gives: the loss and each of its terms. */
export type Evaluation = Readonly<Record<string, number>>;

/** Samples or codes one after the other, `[samples, ...Shape]`. */
export type Rows<SampleShape extends Shape> = ShapedArray<readonly [number, ...SampleShape]>;

/** How a model begins. */
export interface ModelOptions {
  readonly seed: number;
  readonly scaling: ScalingOptions;
  /** Takes down what the parts declare. Default: first weights by the seed. */
  readonly declarations?: Declarations;
}

/**
 * What {@link fit} trains: parts wired from an input through a code to a target. The target of an
 * `Autoencoder` is its input, that of a `Classifier` the label.
 *
 * Everything that takes samples accepts a `Dataset`, typed arrays with a shape, tensors or nested
 * arrays, in the units of the training data; the model scales them itself. Results are
 * `Float32Array`s with a `shape`, samples first. Nothing has to be disposed but the model.
 */
export abstract class Model<Input extends Shape = Shape, CodeShape extends Shape = Shape> {
  /** Shape of one sample. */
  readonly inputShape: Input;
  /** Shape of the code of one sample. */
  readonly codeShape: CodeShape;
  /** Seed of the first weights. */
  readonly seed: number;
  /** How inputs are to be scaled; fitted on the training data by the first training. */
  readonly scalingOptions: ScalingOptions;
  /** Which engine computes; may be changed at any time. Default: compiled. */
  engine: EngineOptions = {};
  /** Whether it was trained on sequences of unequal length: then its saved encoder takes a mask. */
  masked = false;
  /** Names of the columns that it was first trained on, where they had some. */
  columns: readonly string[] | undefined;
  /** Names of the classes that it was first trained on, where they had some. */
  labelNames: readonly string[] | undefined;
  /** The chosen parts. */
  readonly parts: Parts<CodeShape>;
  /** The wired parts, for those who build on them. */
  readonly network: Network<CodeShape>;

  /** @internal */
  readonly life = new Lifecycle();
  #fitted: FittedScaling | undefined;
  readonly #functions: CompiledFunctions;

  /** Use `autoencoder`, `classifier` or `classifierFrom`. */
  constructor(inputShape: Input, parts: Parts<CodeShape>, task: Task, options: ModelOptions) {
    const { seed, scaling, declarations = new Declarations(seed) } = options;
    this.inputShape = inputShape;
    this.parts = parts;
    this.seed = seed;
    this.scalingOptions = scaling;
    try {
      this.network = new Network(parts, task, inputShape, declarations);
      refuseScalingOfClasses(this.network, scaling);
    } catch (error) {
      declarations.abandon();
      throw error;
    }
    this.codeShape = this.network.built.code.shape;
    this.#functions = new CompiledFunctions(this.network);
  }

  /** The model as plain JSON: parts, options, shapes, seed and scaling, without weights. */
  get spec(): AutoencoderSpec {
    const classes = this.network.task.target?.classes;
    return {
      format,
      version,
      input: this.inputShape,
      ...(classes !== undefined && { classes }),
      seed: this.seed,
      masked: this.masked,
      scaling: this.scalingOptions,
      ...(this.#fitted && { fittedScaling: this.#fitted }),
      ...(this.columns && { columns: this.columns }),
      ...(this.labelNames && { labelNames: this.labelNames }),
      ...partSpecs(this.parts),
    };
  }

  /** Weights and state by name, in the order of their declaration. */
  get variables(): readonly NamedVariable[] {
    return this.network.declarations.variables;
  }

  /** Number of trained weights. */
  get parameterCount(): number {
    return this.variables.reduce((sum, v) => sum + (v.trained ? v.variable.size : 0), 0);
  }

  /** The scaling in force: values stay as they are until one is fitted. */
  get scaling(): FittedScaling {
    return this.#fitted ?? identityScaling;
  }

  /** Whether a scaling has been fitted, or taken over. */
  get isScaled(): boolean {
    return this.#fitted !== undefined;
  }

  /**
   * Measures the scaling on training data; a scaling that is there already stays.
   *
   * @throws DataError naming the first sample that holds NaN or an infinity, and for values beyond
   * 4.25e37; OptionsError if it would scale steps apart that few sequences have.
   */
  fitScaling(data: Dataset): void {
    if (this.#fitted) return;
    if (this.scalingOptions.kind !== 'none') refuseNonFinite(data);
    this.#takeScaling(fitScaling(this.scalingOptions, data));
  }

  /**
   * Takes over a scaling measured before, as it stands in a saved model.
   *
   * @throws RangeError if it does not fit the samples, or has a factor that is not
   * above 0; Error if the model is being trained, or was disposed.
   */
  setScaling(scaling: FittedScaling): void {
    this.life.requireIdle('setScaling');
    this.#takeScaling(scaling);
  }

  #takeScaling(scaling: FittedScaling): void {
    checkFittedScaling(scaling, this.scalingOptions, this.inputShape);
    this.putScaling(scaling);
  }

  /**
   * Goes on with a scaling that was in force before, or without one.
   *
   * @internal
   */
  putScaling(scaling: FittedScaling | undefined): void {
    this.#fitted = scaling;
    this.#functions.release();
  }

  /**
   * The code of each sample, without noise (the mean, where the code is a distribution).
   *
   * @returns `[samples, ...code]`.
   */
  async encode(samples: Samples<Input>, options: UseOptions = {}): Promise<Rows<CodeShape>> {
    const use = checkUseOptions('encode', options);
    return this.codesOf(this.samples(samples, 'encode'), use);
  }

  /** @internal */
  protected async codesOf(data: Dataset, use: CheckedUseOptions): Promise<Rows<CodeShape>> {
    const source = this.source(data, encodeMode, use);
    const codes = await this.map('encode', source, use, (batch) => ({
      result: this.network.encode(batch.x, batch),
    }));
    return shaped(codes, [data.length, ...this.codeShape]);
  }

  /**
   * What code and penalties tell of each sample beside its code, such as `logVariance`, `indices`
   * or `cluster`.
   *
   * @param output - One of the outputs that they declare.
   * @returns `[samples, values]`, the values of a sample one after the other.
   * @throws RangeError for an output that the model does not have, with those that it has.
   */
  async describe(
    samples: Samples<Input>,
    output: string,
    options: UseOptions = {},
  ): Promise<Rows<readonly [number]>> {
    const use = checkUseOptions('describe', options);
    const names = Object.keys(this.network.outputs);
    if (!names.includes(output)) {
      throw new RangeError(
        `describe: this model has no output "${output}"; it has ${names.join(', ') || 'none but the code, which encode gives'}`,
      );
    }
    const data = this.samples(samples, 'describe');
    const source = this.source(data, encodeMode, use);
    const values = await this.map(`describe:${output}`, source, use, (batch) => ({
      result: this.network.describe(batch.x, batch)[output],
    }));
    return shaped(values, [data.length, values.length / data.length]);
  }

  /**
   * A draw of the code of each sample, with its noise. For a code without noise it equals `encode`.
   *
   * @returns `[samples, ...code]`.
   */
  async drawCodes(samples: Samples<Input>, options: UseOptions = {}): Promise<Rows<CodeShape>> {
    const use = checkUseOptions('drawCodes', options);
    const data = this.samples(samples, 'drawCodes');
    const source = this.source(data, drawMode, use);
    const codes = await this.map('drawCodes', source, use, (batch) => ({
      result: this.network.coded(batch.x, batch).z,
    }));
    return shaped(codes, [data.length, ...this.codeShape]);
  }

  /**
   * The loss and its terms on samples, each summed over features and averaged over
   * samples, and what this kind of model measures beside them; weights of terms have
   * the value that their schedule ends with. Codes with noise are drawn by a stream
   * of their own, so the same call gives the same numbers.
   *
   * @throws DataError if a sample does not fit, or has values that the likelihood is not for.
   */
  async evaluate(samples: Samples<Input>, options: EvaluateOptions = {}): Promise<Evaluation> {
    const { corrupt = this.network.damageIsTask, ...use } = checkEvaluateOptions(options);
    const data = withKnownLabels(this.samples(samples, 'evaluate'), this);
    const mode = corrupt ? damagedEvaluationMode : evaluationMode;
    // A training that begins meanwhile may fit one.
    const { scaling } = this;
    const averages = await this.#functions.average(
      {
        name: `evaluate:${corrupt}`,
        source: { ...this.source(data, mode, use), support: this.network.support },
        batchSize: use.batchSize,
        compute: (batch) => ({
          ...totals(this.network.terms(batch)),
          ...this.measures(batch, scaling),
        }),
      },
      this.engine,
    );
    const units = this.measuredIn(scaling);
    return Object.fromEntries(
      Object.entries(averages).map(([name, value]) => [name, value * (units[name] ?? 1)]),
    );
  }

  /**
   * What a function makes of each sample, by the parts as they are.
   *
   * @internal
   * @param name - Tells functions of the model apart.
   */
  mapSamples(
    name: string,
    data: Dataset,
    compute: (x: tf.Tensor, frame: Frame) => tf.Tensor,
  ): Promise<Float32Array> {
    const use = checkUseOptions(name, {});
    return this.map(name, this.source(data, encodeMode, use), use, (batch) => ({
      result: compute(batch.x, batch),
    }));
  }

  /**
   * Samples as the model takes them: of its shape, padded if they are shorter
   * sequences than those that it was trained on, with the columns that it knows.
   *
   * @internal
   * @throws DataError if they do not fit; Error if the model was disposed.
   */
  samples(given: Samples<Input>, name: string): Dataset<Input> {
    this.life.requireUsable(name);
    const data = toDataset(given, this.inputShape, name, { pad: this.masked });
    refuseOtherColumns(data, this.columns);
    return data;
  }

  /**
   * Does work in several steps, at whose end what a {@link dispose} meanwhile frees is freed.
   *
   * @internal
   */
  during<Result>(work: () => Promise<Result>): Promise<Result> {
    return this.#functions.during(work);
  }

  /**
   * Writes the model as a folder: its {@link files}, all or none of them. Node only;
   * elsewhere take the files.
   *
   * @param folder - A path or a `file:` address. A model there is replaced, other files stay.
   * @param extra - Further files to go with the model, by name. Default none.
   * @throws Error naming the file and the reason, such as a full disk; an older model
   * is intact then. Also if files of these names are there and of no model, or if
   * they are being written by somebody else.
   */
  async save(
    folder: string | URL,
    extra: Readonly<Record<string, FileContents>> = {},
  ): Promise<void> {
    this.life.requireUsable('save');
    const [files, { saveModel }] = await Promise.all([this.files(), import('./save.js')]);
    await saveModel(folder, files, extra);
  }

  /**
   * The files of a saved model by name: `model.json`, `weights.safetensors` and ONNX
   * graphs in the units of the training data, with any batch size. For where there
   * are no folders: `load` takes them as they are.
   */
  abstract files(): Promise<Record<string, Uint8Array>>;

  /**
   * Frees the compiled functions and the weights. Calls that have begun come to their
   * end; afterwards the model cannot be used.
   *
   * @throws Error if the model is being trained.
   */
  dispose(): void {
    if (this.life.hasEnded) return;
    this.life.requireIdle('dispose');
    this.life.end();
    this.#functions.close(() => this.network.declarations.dispose());
  }

  /**
   * As {@link dispose}, for a copy that is not to be: variables that its parts share
   * with others live on.
   *
   * @internal
   */
  abandon(): void {
    this.life.end();
    this.#functions.close(() => this.network.declarations.abandon());
  }

  /**
   * What is measured beside the terms of the loss: a number for each sample,
   * `[batch]`, in the units of {@link measuredIn}.
   *
   * @param batch - At the start of its way, without noise of codes.
   * @param scaling - That of the batch.
   *
   * @internal
   */
  protected abstract measures(batch: Batch, scaling: FittedScaling): Record<string, tf.Tensor>;

  /**
   * The units of {@link measures} where they are not 1.
   *
   * @internal
   */
  protected abstract measuredIn(scaling: FittedScaling): Readonly<Record<string, number>>;

  /** @internal */
  protected source(
    data: Dataset,
    mode: Mode,
    use: CheckedUseOptions,
  ): BatchSource & { readonly scaling: FittedScaling } {
    const { network } = this;
    return {
      data: use.beside ? withColumns(data, use.beside) : data,
      mode,
      scaling: this.scaling,
      // Whoever encodes looks numbers of classes up; other values merely give other codes.
      support:
        network.classes !== undefined && mode.runs.has('encoder') ? network.support : undefined,
      network,
      seed: use.seed ?? this.seed,
      purpose: 'use',
    };
  }

  /** @internal */
  protected map(
    name: string,
    source: BatchSource,
    { batchSize }: CheckedUseOptions,
    compute: ComputeBatch,
  ): Promise<Float32Array> {
    return this.#functions.map({ name, source, batchSize, compute }, this.engine);
  }
}
