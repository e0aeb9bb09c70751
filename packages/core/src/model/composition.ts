import * as tf from '@tensorflow/tfjs-core';
import { BuildContext, type Declarations } from '../parts/build.js';
import type {
  BuiltCode,
  BuiltCorruption,
  BuiltDecoder,
  BuiltEncoder,
  BuiltLikelihood,
  BuiltObjective,
  BuiltPenalty,
  Coded,
  Code,
  Corruption,
  Decoder,
  Encoded,
  Encoder,
  Frame,
  Likelihood,
  Objective,
  Penalty,
  Shape,
  Term,
} from '../parts/kinds.js';
import { repeatRows } from '../parts/repeatRows.js';

/** The parts of one autoencoder. */
export interface Parts<CodeShape extends Shape = Shape> {
  readonly corruption: Corruption | undefined;
  readonly encoder: Encoder;
  readonly code: Code<CodeShape>;
  readonly decoder: Decoder;
  readonly likelihood: Likelihood;
  readonly penalties: readonly Penalty[];
  readonly objective: Objective;
}

/** Inputs of a batch, and what the outputs are compared with. */
export interface Pairs {
  /** `[batch, ...input]`, scaled. */
  readonly x: tf.Tensor;
  /** `[batch, ...target]`: `x` again for an autoencoder, classes as ones and zeros for a classifier. */
  readonly target: tf.Tensor;
}

/** Reads a batch out of the inputs of a computation. */
export function pairsOf(inputs: Readonly<Record<string, tf.Tensor>>): Pairs {
  const { x, target = x } = inputs;
  return { x, target };
}

/** Parts built for one input, wired into the functions of a model on TF.js tensors. */
export class Composition<CodeShape extends Shape = Shape> {
  readonly code: BuiltCode & { readonly shape: CodeShape };
  readonly decoder: BuiltDecoder;
  readonly likelihood: BuiltLikelihood;
  readonly objective: BuiltObjective;
  private readonly corruption: BuiltCorruption | undefined;
  private readonly encoder: BuiltEncoder;
  private readonly penalties: readonly BuiltPenalty[];
  private readonly reconstructs: boolean;

  /** @param shapes - Of one sample, and of its target where that is not the sample itself. */
  constructor(
    parts: Parts<CodeShape>,
    shapes: { readonly input: Shape; readonly target?: Shape | undefined },
    readonly declarations: Declarations,
  ) {
    const { input, target = input } = shapes;
    this.reconstructs = shapes.target === undefined;
    this.objective = parts.objective.build();
    const { draws } = this.objective;
    const context = (name: string, rowsPerSample = 1) =>
      new BuildContext(this.declarations, name, {
        rowsPerSample,
        corrupts: name === 'corruption',
      });
    this.corruption = parts.corruption?.build(context('corruption'), input);
    this.encoder = parts.encoder.build(context('encoder'), input);
    this.code = parts.code.build(context('code', draws), this.encoder.shape);
    this.likelihood = parts.likelihood.build(context('likelihood', draws), target);
    const last = target.length - 1;
    this.decoder = parts.decoder.build(context('decoder', draws), {
      code: this.code.shape,
      output: target.map((d, axis) => (axis === last ? d * this.likelihood.parametersPerValue : d)),
      kernels: [...(this.encoder.kernels ?? []), ...(this.code.kernels ?? [])],
    });
    this.penalties = parts.penalties.map((penalty, i) => penalty.build(context(`penalty${i}`)));
  }

  /** Whether the terms of a sample do not depend on the other samples of its batch. */
  get independentSamples(): boolean {
    const { corruption, encoder, code, decoder, likelihood, penalties, objective } = this;
    const parts = [corruption, encoder, code, decoder, likelihood, objective, ...penalties];
    return !parts.some((part) => part?.acrossSamples);
  }

  /** Values that targets may have, scaled; `undefined` if any, or if they are classes. */
  get support(): BuiltLikelihood['support'] {
    return this.reconstructs ? this.likelihood.support : undefined;
  }

  /** A batch as training damages it, `[batch, ...input]`. */
  corrupt(x: tf.Tensor, frame: Frame): tf.Tensor {
    return this.corruption ? this.corruption.corrupt(x, frame) : x;
  }

  /** Mean code of a batch, `[batch, ...code]`. */
  encode(x: tf.Tensor, frame: Frame): tf.Tensor {
    return this.coded(x, frame).mean;
  }

  /** A code of a batch with its noise, `[batch, ...code]`. */
  drawCode(x: tf.Tensor, frame: Frame): tf.Tensor {
    return this.coded(x, frame).z;
  }

  /** The mean code of a batch under the name `code`, and what else the code declares. */
  describe(x: tf.Tensor, frame: Frame): Record<string, tf.Tensor> {
    const { mean, outputs = {} } = this.coded(x, frame);
    const all: Record<string, tf.Tensor> = { code: mean };
    for (const name in this.code.outputs) {
      if (name in all || !(name in outputs)) {
        throw new Error(
          `the code declares an output "${name}", so its code function must return one in outputs; "code" is the name of the code itself`,
        );
      }
      all[name] = outputs[name];
    }
    return all;
  }

  private coded(x: tf.Tensor, frame: Frame): Coded {
    return this.code.code(this.features(x, frame).features, frame);
  }

  /**
   * Expected output for codes, `[batch, ...target]`.
   *
   * @param target - What the codes were made of, where it is known.
   */
  decode(z: tf.Tensor, frame: Frame, target?: tf.Tensor): tf.Tensor {
    return this.likelihood.mean(this.decoder.decode(z, frame), target);
  }

  /** The loss terms of a batch, reduced to what the objective reports. */
  terms(
    { x, target }: Pairs,
    frame: Frame,
    { corrupt }: { corrupt: boolean },
  ): Readonly<Record<string, Term>> {
    const { draws } = this.objective;
    const batchSize = x.shape[0];
    const damaged = corrupt ? this.corrupt(x, frame) : x;
    const { oncePerSample = false } = this.code;
    const encoded = this.features(damaged, frame);
    const features = repeatRows(encoded.features, oncePerSample ? 1 : draws);
    const mask = frame.mask && repeatRows(frame.mask, draws);
    const rows: Frame = draws === 1 ? frame : { ...frame, mask };
    // Steps that do not exist are no place of a target such as a class.
    const counted = this.reconstructs ? mask : undefined;
    const perDraw = (value: tf.Tensor) => repeatRows(value, draws);
    const coded = this.code.code(features, oncePerSample ? { ...frame, perDraw } : rows);
    const parameters = this.decoder.decode(coded.z, rows);
    const reconstruction = { value: this.reconstruction(parameters, target, counted) };
    const layers = coded.layers && encoded.layers?.concat(coded.layers);
    const { variables } = this.declarations;
    const input = { x, features, coded, layers, parameters, variables };
    const penalties = merge(this.penalties.map((penalty) => penalty.terms(input, rows)));
    return this.objective.terms({ batchSize, reconstruction, code: coded.terms, penalties });
  }

  /** The likelihood's term of each row, without steps that do not exist. */
  private reconstruction(parameters: tf.Tensor, target: tf.Tensor, mask?: tf.Tensor): tf.Tensor {
    const { likelihood, objective } = this;
    if (likelihood.total && !mask) return likelihood.total(parameters, target);
    const elements = likelihood.elements(parameters, repeatRows(target, objective.draws));
    return sumFeatures(mask ? masked(elements, mask) : elements);
  }

  private features(x: tf.Tensor, frame: Frame): Pick<Encoded, 'features'> & Partial<Encoded> {
    const result = this.encoder.encode(x, frame);
    return 'features' in result ? result : { features: result };
  }
}

/** `[rows]` from `[rows, ...]`. */
function sumFeatures(elements: tf.Tensor): tf.Tensor {
  const rows = elements.shape[0];
  return tf.sum(tf.reshape(elements, [rows, elements.size / rows]), 1);
}

/** Puts zeros on steps that do not exist; `mask` is `[rows, steps]`. */
function masked(elements: tf.Tensor, mask: tf.Tensor): tf.Tensor {
  const shape = [...mask.shape, ...elements.shape.slice(2).map(() => 1)];
  return tf.mul(elements, tf.reshape(mask, shape));
}

function merge(groups: readonly Readonly<Record<string, Term>>[]): Record<string, Term> {
  const all: Record<string, Term> = {};
  for (const [name, term] of groups.flatMap((group) => Object.entries(group))) {
    if (name in all) {
      throw new Error(`two penalties add a loss term named "${name}"; name terms differently`);
    }
    all[name] = term;
  }
  return all;
}
