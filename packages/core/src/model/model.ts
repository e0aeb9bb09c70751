import type * as tf from '@tensorflow/tfjs-core';
import type { Dataset } from '../data/dataset.js';
import { toDataset, type Samples } from '../data/input.js';
import type { FittedScaling } from '../data/scaling.js';
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
import type { ComputeBatch } from '../network/compiledFunctions.js';
import type { Frame } from '../parts/frame.js';
import type { Shape } from '../parts/shape.js';
import { columnsOf } from '../batch/inputNames.js';
import { withLabelsOf } from '../data/withLabelsOf.js';
import { refuseOtherColumns, withKnownLabels } from './form.js';
import { together, totals } from './totals.js';
import {
  checkEvaluateOptions,
  checkUseOptions,
  type CheckedUseOptions,
  type EvaluateOptions,
  type UseOptions,
} from './useOptions.js';
import { WiredModel } from './wiredModel.js';

/** The averages that `evaluate` gives: the loss and each of its terms. */
export type Evaluation = Readonly<Record<string, number>>;

/** Samples or codes one after the other, `[samples, ...Shape]`. */
export type Rows<SampleShape extends Shape> = ShapedArray<readonly [number, ...SampleShape]>;

/**
 * What {@link fit} trains: parts wired from an input through a code to a target. The target of an
 * `Autoencoder` is its input, that of a `Classifier` the label.
 *
 * Everything that takes samples accepts a `Dataset`, typed arrays with a shape, tensors or nested
 * arrays, in the units of the training data; the model scales them itself. Results are
 * `Float32Array`s with a `shape`, samples first. Nothing has to be disposed but the model.
 */
export abstract class Model<
  Input extends Shape = Shape,
  CodeShape extends Shape = Shape,
> extends WiredModel<Input, CodeShape> {
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
   * What code, prior and penalties tell of each sample beside its code, such as `logVariance`,
   * `indices` or `cluster`.
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
    const averages = await this.functions.average(
      {
        name: `evaluate:${corrupt}`,
        source: { ...this.source(data, mode, use), support: this.network.support },
        batchSize: use.batchSize,
        compute: (batch) =>
          together(totals(this.network.terms(batch)), this.measures(batch, scaling)),
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
    const given = use.beside ? withColumns(data, use.beside) : data;
    const readsLabels = columnsOf(network.declarations, mode).some(({ name }) => name === 'label');
    return {
      data: readsLabels ? withLabelsOf(given, this.labelNames) : given,
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
    return this.functions.map({ name, source, batchSize, compute }, this.engine);
  }
}
