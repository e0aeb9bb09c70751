import * as tf from '@autoencoder-zoo/engine/tensorflow';
import { Batch, type Through } from '../batch/batch.js';
import type { Mode } from '../batch/mode.js';
import { modelGroup, type Declarations } from '../parts/declarations.js';
import type { Support } from '../data/check.js';
import type { Built, BuiltPenalty, BuiltPrior, Coded, Divergence } from '../parts/kinds.js';
import type { Again } from '../parts/frame.js';
import type { Shape } from '../parts/shape.js';
import type { Made, Terms } from '../parts/term.js';
import { buildParts, inOrder, titlesOf, type BuiltParts, type PartTitles } from './builtParts.js';
import { CollectedTerms } from './collectedTerms.js';
import type { Parts } from './parts.js';
import { expectRows, expectShape, within } from './promises.js';
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

  /** The parts in the order of the data, each with its kind and name. */
  get inOrder(): readonly (readonly [title: string, part: Built])[] {
    return inOrder(this.built, this.#titles);
  }

  /** Whether parts change variables after the optimiser did. */
  get actsAfterUpdate(): boolean {
    return this.inOrder.some(([, part]) => part.afterUpdate !== undefined);
  }

  /** Lets parts change variables once the optimiser has. */
  afterUpdate(batch: Batch): void {
    for (const [title, part] of this.inOrder) {
      within(title, () => part.afterUpdate?.(batch.afterUpdate));
    }
  }

  /** Whether the terms of a sample do not depend on the other samples of its batch. */
  get independentSamples(): boolean {
    return this.inOrder.every(([, { independent }]) => independent);
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
    const title = this.#titles.corruption;
    const made = madeOf(within(title, () => corruption.corrupt(batch.x, batch)));
    expectShape(title, 'samples', made.value, batch.x.shape[0], shapes.input);
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
    const { code, prior, penalties } = this.built;
    const parts = [code, ...(prior ? [prior] : []), ...penalties];
    return Object.assign({}, ...parts.map(({ outputs }) => outputs)) as Record<string, string>;
  }

  /** The mean code of a batch under the name `code`, and what parts tell beside it. */
  describe(x: tf.Tensor, batch: Batch): Record<string, tf.Tensor> {
    const { code, prior, penalties } = this.built;
    const coded = this.coded(x, batch);
    const all: Record<string, tf.Tensor> = { code: coded.mean };
    takeOutputs(all, this.#titles.code, code.outputs, coded.outputs);
    const take = (title: string, part: BuiltPrior | BuiltPenalty) => {
      const told = part.outputs && within(title, () => part.describe?.(coded, batch));
      takeOutputs(all, title, part.outputs, told);
    };
    if (prior) take(this.#titles.prior, prior);
    penalties.forEach((penalty, i) => take(this.#titles.penalty[i], penalty));
    return all;
  }

  /**
   * Expected output for codes, `[batch, ...target]`.
   *
   * @param target - What the codes were made of, where it is known.
   */
  decode(z: tf.Tensor, batch: Batch, target?: tf.Tensor): tf.Tensor {
    return this.#mean(this.#parameters(z, batch).value, target);
  }

  /** Codes out of the prior, `[rows, ...code]`. */
  sample(prior: BuiltPrior, batch: Batch): tf.Tensor {
    const title = this.#titles.prior;
    const codes = within(title, () => prior.sample(batch.size, batch));
    expectShape(title, 'codes', codes, batch.size, this.built.shapes.code);
    return codes;
  }

  again(batch: Batch): Again {
    return {
      encode: (x) => this.#features(x, batch.forOthers(x)).value,
      code: (features) => this.#codeOf(features, batch.forOthers(features)),
      decode: (z) => this.#parameters(z, batch.forOthers(z)).value,
      mean: (parameters) => this.#mean(parameters),
    };
  }

  /** The loss terms of a batch, each a scalar, with the group that each trains. */
  terms(batch: Batch): Terms {
    const { penalties } = this.built;
    const { collected, bound, input } = this.#through(batch);
    penalties.forEach((penalty, i) => {
      const title = this.#titles.penalty[i];
      const terms = within(title, () => penalty.terms(input, batch)) as Terms | undefined;
      if (!terms) throw new Error(`the ${title} gave no terms; return them by name`);
      collected.add(title, { terms });
    });
    const named = Object.entries(bound).map(([name, term]) => [
      name === 'reconstruction' ? this.task.term : name,
      term,
    ]);
    return collected.withObjective(this.#titles.objective, Object.fromEntries(named) as Terms);
  }

  /** What the objective makes of a batch, whatever the shape of its terms. */
  bound(batch: Batch): Terms {
    return this.#through(batch).bound;
  }

  #through(batch: Batch) {
    const { x } = batch;
    const { likelihood, objective } = this.built;
    const titles = this.#titles;
    const { variables } = this.declarations;
    const [batchSize] = x.shape;
    const groups = new Set([modelGroup, ...variables.map(({ group }) => group)]);
    const target = this.reconstructs ? batch.target?.shape : undefined;
    const collected = new CollectedTerms(batchSize, batchSize * this.draws, groups, target);
    const damaged = collected.take(titles.corruption, this.corrupt(batch));
    const features = collected.take(titles.encoder, this.#features(damaged, batch));
    const coded = this.#codeOf(features, batch);
    collected.add(titles.code, coded);
    const parameters = collected.take(titles.decoder, this.#parameters(coded.z, batch));
    const counts = this.counts(batch);
    const value = within(titles.likelihood, () =>
      reconstructionTerm(likelihood, parameters, batch.target!, { counts, batch }),
    );
    const divergence = this.divergence(coded, batch);
    const bound = within(titles.objective, () =>
      objective.terms({ batchSize, reconstruction: { value }, divergence }, batch),
    );
    return { collected, bound, input: { x, features, coded, parameters, variables } };
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
    const closed = objective.perDraw
      ? undefined
      : within(titles.prior, () => prior.divergence?.(coded, batch));
    if (closed) {
      expectRows(titles.prior, 'the divergence', closed, coded.mean.shape[0]);
      return { value: sumFeatures(closed), elements: closed, ...weight };
    }
    if (!logDensity || !prior.logDensity) {
      throw new Error(
        `the divergence of the ${titles.code} from the ${titles.prior} has no closed form here${objective.perDraw ? `, as the ${titles.objective} needs it for each draw` : ''}, and the density of the ${logDensity ? titles.prior : titles.code} is not known; choose another prior, or a code that gives "logDensity", such as gaussianCode`,
      );
    }
    const [rows] = coded.z.shape;
    const ofCode = within(titles.code, logDensity);
    expectShape(titles.code, 'log densities', ofCode, rows, []);
    const ofPrior = within(titles.prior, () => prior.logDensity!(coded.z, batch));
    expectShape(titles.prior, 'log densities', ofPrior, rows, []);
    const value = tf.sub(ofCode, ofPrior);
    return { value, elements: value, ...weight };
  }

  #features(x: tf.Tensor, batch: Batch): Made {
    const { encoder } = this.built;
    const title = this.#titles.encoder;
    const made = madeOf(within(title, () => encoder.encode(x, batch)));
    expectShape(title, 'features', made.value, x.shape[0], encoder.shape);
    batch.take(made);
    return made;
  }

  #codeOf(features: tf.Tensor, batch: Batch): Coded {
    const { code } = this.built;
    const title = this.#titles.code;
    const coded = Object(within(title, () => code.code(features, batch))) as Coded;
    const [samples] = features.shape;
    const rows = batch.perDraw(tf.zeros([samples, 1])).shape[0];
    expectShape(title, 'means', coded.mean, samples, code.shape);
    expectShape(title, 'codes', coded.z, rows, code.shape);
    const { moments } = coded;
    if (moments) {
      expectShape(title, 'means of moments', moments.mean, samples, code.shape);
      expectShape(title, 'log variances', moments.logVariance, samples, code.shape);
    }
    batch.take(coded);
    return coded;
  }

  #parameters(z: tf.Tensor, batch: Batch): Made {
    const { decoder, shapes } = this.built;
    const title = this.#titles.decoder;
    const made = madeOf(within(title, () => decoder.decode(z, batch)));
    expectShape(title, 'outputs', made.value, z.shape[0], shapes.output);
    batch.take(made);
    return made;
  }

  #mean(parameters: tf.Tensor, target?: tf.Tensor): tf.Tensor {
    const { likelihood, shapes } = this.built;
    const title = this.#titles.likelihood;
    const mean = within(title, () => likelihood.mean(parameters, target));
    expectShape(title, 'expected outputs', mean, parameters.shape[0], shapes.target);
    return mean;
  }
}

/** What came out, which the check of its shape refuses if it is nothing of the kind. */
function madeOf(result: tf.Tensor | Made): Made {
  return result instanceof tf.Tensor ? { value: result } : (Object(result) as Made);
}

/** Adds what a part tells of the samples of a batch to what others told. */
function takeOutputs(
  all: Record<string, tf.Tensor>,
  part: string,
  declared: Readonly<Record<string, string>> = {},
  told: Readonly<Record<string, tf.Tensor>> = {},
): void {
  for (const name of Object.keys(declared)) {
    if (Object.hasOwn(all, name)) {
      throw new Error(
        `the ${part} declares an output "${name}", which is the name of the code itself or of another output; name it differently`,
      );
    }
    if (!Object.hasOwn(told, name)) {
      throw new Error(`the ${part} declares an output "${name}", so it must return one`);
    }
    expectRows(part, `the output "${name}"`, told[name], all['code'].shape[0]);
    all[name] = told[name];
  }
}
