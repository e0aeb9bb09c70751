import * as tf from '@tensorflow/tfjs-core';
import { Batch, type Through } from '../batch/batch.js';
import type { Mode } from '../batch/mode.js';
import type { Declarations } from '../parts/declarations.js';
import type { Support } from '../data/check.js';
import type { Coded, Divergence } from '../parts/kinds.js';
import type { Again } from '../parts/frame.js';
import type { Shape } from '../parts/shape.js';
import type { Made, Terms } from '../parts/term.js';
import { buildParts, inOrder, titlesOf, type BuiltParts, type PartTitles } from './builtParts.js';
import { CollectedTerms } from './collectedTerms.js';
import type { Parts } from './parts.js';
import { expectShape } from './promises.js';
import { reconstructionTerm, sumFeatures } from './reconstructionTerm.js';
import type { Task } from './task.js';

/** Parts built for one input, wired into the functions of a model on TF.js tensors. */
export class Network<CodeShape extends Shape = Shape> implements Through {
  readonly built: BuiltParts<CodeShape>;
  readonly #titles: PartTitles;

  /** @param input - Shape of one sample. */
  constructor(
    parts: Parts<CodeShape>,
    readonly task: Task,
    input: Shape,
    readonly declarations: Declarations,
  ) {
    this.built = buildParts(parts, task, input, declarations);
    this.#titles = titlesOf(parts, this.built);
  }

  /** Codes that the objective draws for each sample. */
  get draws(): number {
    return this.built.objective.draws;
  }

  /** Whether the target is the sample itself. */
  get reconstructs(): boolean {
    return this.task.target === undefined;
  }

  /** Whether the loss is measured on damaged samples, too. */
  get damageIsTask(): boolean {
    return this.built.corruption?.isTask ?? false;
  }

  /** Whether parts change variables after the optimiser did. */
  get actsAfterUpdate(): boolean {
    return inOrder(this.built).some((part) => part.afterUpdate !== undefined);
  }

  /** Lets parts change variables once the optimiser has. */
  afterUpdate(batch: Batch): void {
    for (const part of inOrder(this.built)) part.afterUpdate?.(batch);
  }

  /** Whether the terms of a sample do not depend on the other samples of its batch. */
  get independentSamples(): boolean {
    return inOrder(this.built).every(({ independent }) => independent);
  }

  /** How many classes samples are the numbers of; `undefined` if they are amounts. */
  get classes(): number | undefined {
    const { encoder, likelihood } = this.built;
    const counts = [encoder.classes, this.reconstructs ? likelihood.classes : undefined];
    const told = counts.filter((count) => count !== undefined);
    return told.length > 0 ? Math.min(...told) : undefined;
  }

  /** Values that samples may have, scaled; `undefined` if any. */
  get support(): Support | undefined {
    const { classes } = this;
    if (classes !== undefined) return { low: 0, high: classes - 1, whole: true };
    const support = this.reconstructs ? this.built.likelihood.support : undefined;
    return support && { low: support[0], high: support[1] };
  }

  /** A batch on its way through these parts. */
  batch(
    inputs: Readonly<Record<string, tf.Tensor>>,
    mode: Mode,
    changing?: ReadonlySet<tf.Variable>,
  ): Batch {
    return new Batch(this, inputs, mode, changing);
  }

  /** A batch as it is encoded, `[batch, ...input]`: damaged, where that is its mode. */
  corrupt(batch: Batch): Made {
    const { corruption, shapes } = this.built;
    if (!corruption || !batch.corrupts) return { value: batch.x };
    const made = madeOf(corruption.corrupt(batch.x, batch));
    expectShape(this.#titles.corruption, 'samples', made.value, batch.x.shape[0], shapes.input);
    batch.take(made);
    return made;
  }

  /** What the code makes of a batch. */
  coded(x: tf.Tensor, batch: Batch): Coded {
    return this.#codeOf(this.#features(x, batch).value, batch);
  }

  /** Mean code of a batch, `[batch, ...code]`. */
  encode(x: tf.Tensor, batch: Batch): tf.Tensor {
    return this.coded(x, batch).mean;
  }

  /** What parts tell of a sample beside its code: names, with a sentence each. */
  get outputs(): Readonly<Record<string, string>> {
    const { code, penalties } = this.built;
    return Object.assign({}, ...[code, ...penalties].map(({ outputs }) => outputs)) as Record<
      string,
      string
    >;
  }

  /** The mean code of a batch under the name `code`, and what parts tell beside it. */
  describe(x: tf.Tensor, batch: Batch): Record<string, tf.Tensor> {
    const { code, penalties } = this.built;
    const coded = this.coded(x, batch);
    const all: Record<string, tf.Tensor> = { code: coded.mean };
    takeOutputs(all, this.#titles.code, code.outputs, coded.outputs);
    penalties.forEach((penalty, i) => {
      const told = penalty.outputs && penalty.describe?.(coded, batch);
      takeOutputs(all, this.#titles.penalty[i], penalty.outputs, told);
    });
    return all;
  }

  /**
   * Expected output for codes, `[batch, ...target]`.
   *
   * @param target - What the codes were made of, where it is known.
   */
  decode(z: tf.Tensor, batch: Batch, target?: tf.Tensor): tf.Tensor {
    return this.built.likelihood.mean(this.#parameters(z, batch).value, target);
  }

  again(batch: Batch): Again {
    return {
      encode: (x) => this.#features(x, batch.forOthers(x)).value,
      code: (features) => this.#codeOf(features, batch.forOthers(features)),
      decode: (z) => this.#parameters(z, batch.forOthers(z)).value,
      mean: (parameters) => this.built.likelihood.mean(parameters),
    };
  }

  /** The loss terms of a batch, each a scalar, with the group that each trains. */
  terms(batch: Batch): Terms {
    const { x } = batch;
    const { likelihood, objective, penalties } = this.built;
    const [batchSize] = x.shape;
    const collected = new CollectedTerms(batchSize, batchSize * this.draws);
    const damaged = collected.take(this.#titles.corruption, this.corrupt(batch));
    const features = collected.take(this.#titles.encoder, this.#features(damaged, batch));
    const coded = this.#codeOf(features, batch);
    collected.add(this.#titles.code, coded);
    const parameters = collected.take(this.#titles.decoder, this.#parameters(coded.z, batch));
    const counts = this.counts(batch);
    const value = reconstructionTerm(likelihood, parameters, batch.target!, { counts, batch });
    const bound = objective.terms({
      batchSize,
      reconstruction: { value },
      divergence: this.divergence(coded, batch),
    });
    const input = { x, features, coded, parameters, variables: this.declarations.variables };
    penalties.forEach((penalty, i) => {
      collected.add(this.#titles.penalty[i], { terms: penalty.terms(input, batch) });
    });
    const named = Object.entries(bound).map(([name, term]) => [
      name === 'reconstruction' ? this.task.term : name,
      term,
    ]);
    return {
      ...collected.refuseTaken(Object.fromEntries(named) as Terms),
      ...collected.averages(),
    };
  }

  /** Which values of the target of a batch that went through the parts count, as factors. */
  counts({ counts, mask }: Batch): readonly tf.Tensor[] {
    if (!this.reconstructs) return [];
    return mask ? [mask, ...counts] : counts;
  }

  /** The divergence of codes from their prior: in closed form, or at the draws. */
  divergence(coded: Coded, batch: Batch): Divergence | undefined {
    const { prior, objective } = this.built;
    const titles = this.#titles;
    const { beta, logDensity, moments, distribution } = coded;
    if (!prior || !(logDensity ?? moments ?? distribution)) return undefined;
    const weight = beta === undefined ? {} : { weight: beta };
    const closed = objective.perDraw ? undefined : prior.divergence?.(coded, batch);
    if (closed) return { value: sumFeatures(closed), elements: closed, ...weight };
    if (!logDensity || !prior.logDensity) {
      throw new Error(
        `the divergence of the ${titles.code} from the ${titles.prior} has no closed form here${objective.perDraw ? `, as the ${titles.objective} needs it for each draw` : ''}, and the density of the ${logDensity ? titles.prior : titles.code} is not known; choose another prior, or a code that gives "logDensity", such as gaussianCode`,
      );
    }
    const value = tf.sub(logDensity(), prior.logDensity(coded.z, batch));
    return { value, elements: value, ...weight };
  }

  #features(x: tf.Tensor, batch: Batch): Made {
    const { encoder } = this.built;
    const made = madeOf(encoder.encode(x, batch));
    expectShape(this.#titles.encoder, 'features', made.value, x.shape[0], encoder.shape);
    batch.take(made);
    return made;
  }

  #codeOf(features: tf.Tensor, batch: Batch): Coded {
    const { code } = this.built;
    const coded = code.code(features, batch);
    const [samples] = features.shape;
    const rows = batch.perDraw(tf.zeros([samples, 1])).shape[0];
    expectShape(this.#titles.code, 'means', coded.mean, samples, code.shape);
    expectShape(this.#titles.code, 'codes', coded.z, rows, code.shape);
    batch.take(coded);
    return coded;
  }

  #parameters(z: tf.Tensor, batch: Batch): Made {
    const { decoder, shapes } = this.built;
    const made = madeOf(decoder.decode(z, batch));
    expectShape(this.#titles.decoder, 'outputs', made.value, z.shape[0], shapes.output);
    batch.take(made);
    return made;
  }
}

function madeOf(result: tf.Tensor | Made): Made {
  return result instanceof tf.Tensor ? { value: result } : result;
}

/** Adds what a part tells of the samples of a batch to what others told. */
function takeOutputs(
  all: Record<string, tf.Tensor>,
  part: string,
  declared: Readonly<Record<string, string>> = {},
  told: Readonly<Record<string, tf.Tensor>> = {},
): void {
  for (const name of Object.keys(declared)) {
    if (name in all) {
      throw new Error(
        `the ${part} declares an output "${name}", which is the name of the code itself or of another output; name it differently`,
      );
    }
    if (!(name in told)) {
      throw new Error(`the ${part} declares an output "${name}", so it must return one`);
    }
    all[name] = told[name];
  }
}
