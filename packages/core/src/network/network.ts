import * as tf from '@tensorflow/tfjs-core';
import { Batch, type Through } from '../batch/batch.js';
import type { Mode } from '../batch/mode.js';
import { Context, modelGroup, type Declarations, type Shapes } from '../parts/context.js';
import type {
  Again,
  Besides,
  Built,
  BuiltCode,
  BuiltCorruption,
  BuiltDecoder,
  BuiltEncoder,
  BuiltLikelihood,
  BuiltObjective,
  BuiltPenalty,
  BuiltPrior,
  Coded,
  Divergence,
  Made,
  PartKind,
  Shape,
  Term,
  Terms,
} from '../parts/kinds.js';
import type { Parts } from './parts.js';
import { expectShape, expectTerm } from './promises.js';
import { targetShape, type Task } from './task.js';

/** Parts built for one input, wired into the functions of a model on TF.js tensors. */
export class Network<CodeShape extends Shape = Shape> implements Through {
  readonly code: BuiltCode & { readonly shape: CodeShape };
  readonly prior: BuiltPrior | undefined;
  readonly decoder: BuiltDecoder;
  readonly likelihood: BuiltLikelihood;
  readonly objective: BuiltObjective;
  /** Shapes of one sample on its way. */
  readonly shapes: Shapes;
  readonly #corruption: BuiltCorruption | undefined;
  readonly #encoder: BuiltEncoder;
  readonly #penalties: readonly BuiltPenalty[];
  readonly #names: Readonly<Record<Exclude<PartKind, 'penalty'>, string>> & {
    readonly penalty: readonly string[];
  };

  /** @param input - Shape of one sample. */
  constructor(
    parts: Parts<CodeShape>,
    readonly task: Task,
    input: Shape,
    readonly declarations: Declarations,
  ) {
    const shapes: { -readonly [S in keyof Shapes]?: Shape } = {
      input,
      target: targetShape(task, input),
    };
    const context = (kind: PartKind, path: string = kind) =>
      new Context(this.declarations, path, { kind, shapes, prior: this.prior });
    const named = (kind: PartKind, part: { readonly name: string } | undefined) =>
      `${kind} ${part?.name ?? ''}`;

    this.objective = parts.objective.build(context('objective'));
    this.#corruption = parts.corruption?.build(context('corruption'));
    this.#encoder = parts.encoder.build(context('encoder'));
    shapes.features = this.#encoder.shape;
    this.code = parts.code.build(context('code'));
    shapes.code = this.code.shape;
    const prior = parts.prior ?? this.code.prior;
    this.prior = prior?.build(context('prior'));
    this.likelihood = parts.likelihood.build(context('likelihood'));
    shapes.output = widened(shapes.target!, this.likelihood.parametersPerValue);
    this.decoder = parts.decoder.build(context('decoder'));
    this.#penalties = parts.penalties.map((penalty, i) =>
      penalty.build(context('penalty', `penalty${i}`)),
    );
    this.shapes = shapes as Shapes;
    this.#names = {
      corruption: named('corruption', parts.corruption),
      encoder: named('encoder', parts.encoder),
      code: named('code', parts.code),
      prior: named('prior', prior),
      decoder: named('decoder', parts.decoder),
      likelihood: named('likelihood', parts.likelihood),
      objective: named('objective', parts.objective),
      penalty: parts.penalties.map((penalty) => named('penalty', penalty)),
    };
  }

  /** Codes that the objective draws for each sample. */
  get draws(): number {
    return this.objective.draws;
  }

  /** Whether the target is the sample itself. */
  get reconstructs(): boolean {
    return this.task.target === undefined;
  }

  /** Whether the loss is measured on damaged samples, too. */
  get damageIsTask(): boolean {
    return this.#corruption?.isTask ?? false;
  }

  /** All parts as they were built. */
  get built(): readonly Built[] {
    const { code, prior, decoder, likelihood, objective } = this;
    const [corruption, encoder, penalties] = [this.#corruption, this.#encoder, this.#penalties];
    const parts = [corruption, encoder, code, prior, decoder, likelihood, ...penalties, objective];
    return parts.filter((part) => part !== undefined);
  }

  /** Whether parts change variables after the optimiser did. */
  get actsAfterUpdate(): boolean {
    return this.built.some((part) => part.afterUpdate !== undefined);
  }

  /** Lets parts change variables once the optimiser has. */
  afterUpdate(batch: Batch): void {
    for (const part of this.built) part.afterUpdate?.(batch);
  }

  /** Whether the terms of a sample do not depend on the other samples of its batch. */
  get independentSamples(): boolean {
    return this.built.every(({ independent }) => independent);
  }

  /** Values that targets may have, scaled; `undefined` if any, or if they are classes. */
  get support(): BuiltLikelihood['support'] {
    return this.reconstructs ? this.likelihood.support : undefined;
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
    const corruption = this.#corruption;
    if (!corruption || !batch.corrupts) return { value: batch.x };
    const made = madeOf(corruption.corrupt(batch.x, batch));
    expectShape(this.#names.corruption, 'samples', made.value, batch.x.shape[0], this.shapes.input);
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

  /** The mean code of a batch under the name `code`, and what else the code declares. */
  describe(x: tf.Tensor, batch: Batch): Record<string, tf.Tensor> {
    const { mean, outputs = {} } = this.coded(x, batch);
    const all: Record<string, tf.Tensor> = { code: mean };
    for (const name in this.code.outputs) {
      if (name in all || !(name in outputs)) {
        throw new Error(
          `the ${this.#names.code} declares an output "${name}", so its code function must return one in outputs; "code" is the name of the code itself`,
        );
      }
      all[name] = outputs[name];
    }
    return all;
  }

  /**
   * Expected output for codes, `[batch, ...target]`.
   *
   * @param target - What the codes were made of, where it is known.
   */
  decode(z: tf.Tensor, batch: Batch, target?: tf.Tensor): tf.Tensor {
    return this.likelihood.mean(this.#parameters(z, batch).value, target);
  }

  again(batch: Batch): Again {
    return {
      encode: (x) => this.#features(x, batch.forOthers(x)).value,
      code: (features) => this.#codeOf(features, batch.forOthers(features)),
      decode: (z) => this.#parameters(z, batch.forOthers(z)).value,
      mean: (parameters) => this.likelihood.mean(parameters),
    };
  }

  /** The loss terms of a batch, each a scalar, with the group that each trains. */
  terms(batch: Batch): Terms {
    const { x } = batch;
    const target = batch.target!;
    const [batchSize] = x.shape;
    const seen = new Seen(batchSize, batchSize * this.draws);
    const damaged = seen.take(this.#names.corruption, this.corrupt(batch));
    const features = seen.take(this.#names.encoder, this.#features(damaged, batch));
    const coded = this.#codeOf(features, batch);
    seen.add(this.#names.code, coded);
    const parameters = seen.take(this.#names.decoder, this.#parameters(coded.z, batch));
    const value = this.#reconstruction(parameters, target, batch);
    const bound = this.objective.terms({
      batchSize,
      reconstruction: { value },
      divergence: this.divergence(coded, batch),
    });
    const input = { x, features, coded, parameters, variables: this.declarations.variables };
    this.#penalties.forEach((penalty, i) => {
      seen.add(this.#names.penalty[i], { terms: penalty.terms(input, batch) });
    });
    const named = Object.entries(bound).map(([name, term]) => [
      name === 'reconstruction' ? this.task.term : name,
      term,
    ]);
    return {
      ...seen.refuseTaken(Object.fromEntries(named) as Terms),
      ...seen.averages(),
    };
  }

  /** Which values of the target of a batch that went through the parts count, as factors. */
  counts({ counts, mask }: Batch): readonly tf.Tensor[] {
    if (!this.reconstructs) return [];
    return mask ? [mask, ...counts] : counts;
  }

  /** The divergence of codes from their prior: in closed form, or at the draws. */
  divergence(coded: Coded, batch: Batch): Divergence | undefined {
    const { prior, objective } = this;
    const names = this.#names;
    const { beta, logDensity, moments, distribution } = coded;
    if (!prior || !(logDensity ?? moments ?? distribution)) return undefined;
    const weight = beta === undefined ? {} : { weight: beta };
    const closed = objective.perDraw ? undefined : prior.divergence?.(coded, batch);
    if (closed) return { value: sumFeatures(closed), elements: closed, ...weight };
    if (!logDensity || !prior.logDensity) {
      throw new Error(
        `the divergence of the ${names.code} from the ${names.prior} has no closed form here${objective.perDraw ? `, as the ${names.objective} needs it for each draw` : ''}, and the density of the ${logDensity ? names.prior : names.code} is not known; choose another prior, or a code that gives "logDensity", such as gaussianCode`,
      );
    }
    const value = tf.sub(logDensity(), prior.logDensity(coded.z, batch));
    return { value, elements: value, ...weight };
  }

  /** The likelihood's term of each row, of the values that count. */
  #reconstruction(parameters: tf.Tensor, target: tf.Tensor, batch: Batch): tf.Tensor {
    const { likelihood } = this;
    const counts = this.counts(batch);
    if (likelihood.total && counts.length === 0) return likelihood.total(parameters, target);
    const elements = likelihood.elements(parameters, batch.perDraw(target));
    const counted = counts.reduce(
      (values, factors) => tf.mul(values, batch.perDraw(broadcastable(factors, values))),
      elements,
    );
    return sumFeatures(counted);
  }

  #features(x: tf.Tensor, batch: Batch): Made {
    const made = madeOf(this.#encoder.encode(x, batch));
    expectShape(this.#names.encoder, 'features', made.value, x.shape[0], this.#encoder.shape);
    batch.take(made);
    return made;
  }

  #codeOf(features: tf.Tensor, batch: Batch): Coded {
    const coded = this.code.code(features, batch);
    const [samples] = features.shape;
    const rows = batch.perDraw(tf.zeros([samples, 1])).shape[0];
    expectShape(this.#names.code, 'means', coded.mean, samples, this.code.shape);
    expectShape(this.#names.code, 'codes', coded.z, rows, this.code.shape);
    batch.take(coded);
    return coded;
  }

  #parameters(z: tf.Tensor, batch: Batch): Made {
    const made = madeOf(this.decoder.decode(z, batch));
    expectShape(this.#names.decoder, 'outputs', made.value, z.shape[0], this.shapes.output);
    batch.take(made);
    return made;
  }
}

/** What the parts of a network have given beside their results on one batch. */
class Seen {
  readonly #terms: Record<string, Term> = {};

  readonly #batchSize: number;
  readonly #rows: number;

  constructor(batchSize: number, rows: number) {
    this.#batchSize = batchSize;
    this.#rows = rows;
  }

  /** Takes a result and what is beside it. */
  take(part: string, made: Made): tf.Tensor {
    this.add(part, made);
    return made.value;
  }

  add(part: string, { terms = {} }: Besides): void {
    for (const [name, term] of Object.entries(this.refuseTaken(terms))) {
      expectTerm(part, name, term.value, [this.#rows, this.#batchSize]);
      this.#terms[name] = term;
    }
  }

  refuseTaken(terms: Terms): Terms {
    for (const name of Object.keys(terms)) {
      if (!(name in this.#terms)) continue;
      throw new Error(`two parts add a loss term named "${name}"; name terms differently`);
    }
    return terms;
  }

  /** The terms as scalars. */
  averages(): Terms {
    return Object.fromEntries(
      Object.entries(this.#terms).map(([name, term]) => [
        name,
        { ...term, value: tf.mean(term.value) },
      ]),
    );
  }
}

/** The terms that train a group. */
export function termsOf(terms: Terms, group: string): Terms {
  return Object.fromEntries(
    Object.entries(terms).filter(([, term]) => (term.group ?? modelGroup) === group),
  );
}

function madeOf(result: tf.Tensor | Made): Made {
  return result instanceof tf.Tensor ? { value: result } : result;
}

/** The target's shape with room for all parameters on its last axis. */
function widened(target: Shape, parametersPerValue: number): Shape {
  const last = target.length - 1;
  return target.map((d, axis) => (axis === last ? d * parametersPerValue : d));
}

/** `[rows]` from `[rows, ...]`. */
function sumFeatures(elements: tf.Tensor): tf.Tensor {
  if (elements.rank === 1) return elements;
  const rows = elements.shape[0];
  return tf.sum(tf.reshape(elements, [rows, elements.size / rows]), 1);
}

/** Factors with an axis of size 1 for each that they lack at their end. */
export function broadcastable(factors: tf.Tensor, values: tf.Tensor): tf.Tensor {
  const missing = values.rank - factors.rank;
  return tf.reshape(factors, [...factors.shape, ...Array<number>(missing).fill(1)]);
}
