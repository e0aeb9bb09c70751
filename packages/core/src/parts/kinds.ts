import type * as tf from '@tensorflow/tfjs-core';
import type { z } from 'zod';
import type { BuildContext, NamedVariable, ScheduledWeight } from './build.js';
import type { Distribution, NoiseSite } from './noise.js';
import { definePart, type Part, type PartDefinition } from './part.js';

/** Shape of one sample, without the batch axis. */
export type Shape = readonly number[];

/** What a part may read while it computes one batch. */
export interface Frame {
  /** True in a training step, false when the model is evaluated or used. */
  readonly training: boolean;
  /** `[rows, steps]` of ones and zeros for sequences of unequal length. */
  readonly mask: tf.Tensor2D | undefined;
  /** The numbers drawn for a site, `[rows, ...shape]`. */
  noise(site: NoiseSite): tf.Tensor;
  /** The present value of a weight. */
  weight(weight: ScheduledWeight): number | tf.Scalar;
  /**
   * `[batch, ...]` to `[rows, ...]`: repeats each sample for each draw of the objective, in a part that
   * computes {@link BuiltCode.oncePerSample}; otherwise changes nothing.
   */
  perDraw(x: tf.Tensor): tf.Tensor;
}

/**
 * A term of the loss. `value` is one number per row (`[rows]`, summed over features), or a scalar
 * for what belongs to the whole batch. The history shows `value`; the loss adds `weight * value`.
 */
export interface Term {
  readonly value: tf.Tensor;
  /** Default 1. */
  readonly weight?: number | tf.Scalar;
  /**
   * Where `value` is the mean of something over draws of the code: that something for the draw which
   * was made, `[rows]`. A KL term has `log q(z | x) - log p(z)` here.
   */
  readonly atDraw?: tf.Tensor;
}

/** What holds for every part that computes. */
export interface BuiltPart {
  /**
   * True if what the part makes of a sample depends on the other samples of its batch, as with batch
   * normalisation or a penalty on averages. A batch of independent samples may be computed in shares.
   * Default false.
   */
  readonly acrossSamples?: boolean;
}

/** Damages the input before it is encoded; the target stays clean. */
export interface BuiltCorruption extends BuiltPart {
  /** `[batch, ...input]`, scaled, to the same shape. */
  corrupt(x: tf.Tensor, frame: Frame): tf.Tensor;
}

/** A fully connected layer `activation(x kernel + bias)` as it ran on a batch. */
export interface LayerRun {
  /** `[inputs, outputs]`. */
  readonly kernel: tf.Variable;
  /** Derivative of the activation at each unit, `[batch, outputs]`; `undefined` if it is 1 for all. */
  slope(): tf.Tensor | undefined;
}

/** Features, and how they came about. */
export interface Encoded {
  /** `[batch, ...shape]`. */
  readonly features: tf.Tensor;
  /** The layers from the (flattened) input to the (flattened) features, for penalties on derivatives. */
  readonly layers: readonly LayerRun[];
}

/** f: input -> features. */
export interface BuiltEncoder extends BuiltPart {
  /** Shape of the features of one sample. */
  readonly shape: Shape;
  /**
   * `[batch, ...input]`, scaled and perhaps damaged, to `[batch, ...shape]`; with its layers, if it
   * consists of fully connected ones.
   */
  encode(x: tf.Tensor, frame: Frame): tf.Tensor | Encoded;
  /** Kernels `[inputs, outputs]` from the input on, where a tied decoder can mirror them. */
  readonly kernels?: readonly tf.Variable[];
}

/** What a code makes of the features of a batch. */
export interface Coded {
  /** What the decoder gets, `[rows, ...shape]`. */
  readonly z: tf.Tensor;
  /** The code without noise, `[rows, ...shape]`: what `encode` gives. */
  readonly mean: tf.Tensor;
  /** Loss terms of the code by name, such as `kl`; `[rows]`, or `[batch]` if the same for all draws. */
  readonly terms: Readonly<Record<string, Term>>;
  /** The layers from the (flattened) features to `mean`, if these are all there is. */
  readonly layers?: readonly LayerRun[];
  /** What {@link BuiltCode.outputs} declares, `[batch, ...]` each. */
  readonly outputs?: Readonly<Record<string, tf.Tensor>>;
}

/** Where codes come from when there is no input. */
export interface Prior {
  /** What is drawn for one code. */
  readonly distribution: Distribution;
  /** Turns drawn numbers `[rows, ...]` into codes `[rows, ...shape]`. */
  toCode(noise: tf.Tensor): tf.Tensor;
}

/** The bottleneck: features -> z. */
export interface BuiltCode extends BuiltPart {
  /** Shape of the code of one sample. */
  readonly shape: Shape;
  /** `[rows, ...features]` to codes; a row is one draw of one sample. */
  code(features: tf.Tensor, frame: Frame): Coded;
  /**
   * True if `code` takes the features of each sample once however many draws there are, `[batch,
   * ...features]`, and repeats what it made of them by {@link Frame.perDraw}. It saves the products of
   * the code's own layers. Default: features come repeated.
   */
  readonly oncePerSample?: boolean;
  /** Absent when the code has no prior: then the model cannot `sample`. */
  readonly prior?: Prior;
  /** Kernels `[inputs, outputs]` that a tied decoder can mirror. */
  readonly kernels?: readonly tf.Variable[];
  /**
   * What the code tells of a sample beside the code itself, such as `logVariance`: name and a sentence. The encoder's
   * ONNX file has these as further outputs. Default: nothing.
   */
  readonly outputs?: Readonly<Record<string, string>>;
}

/** What a decoder is built for. */
export interface DecoderNeeds {
  /** Shape of the code of one sample. */
  readonly code: Shape;
  /** Shape that the decoder must give for one sample: the input's, with room for all parameters. */
  readonly output: Shape;
  /** The encoder's and the code's kernels, from the input on. */
  readonly kernels: readonly tf.Variable[];
}

/** g: z -> parameters of the output. */
export interface BuiltDecoder extends BuiltPart {
  /** `[rows, ...code]` to `[rows, ...output]`, see {@link DecoderNeeds}. */
  decode(z: tf.Tensor, frame: Frame): tf.Tensor;
  /**
   * What is added last, after which nothing follows: a number for each output of a sample, or for each place
   * on the last axis. Where it is known, outputs can start at the mean of the data.
   */
  readonly outputBias?: tf.Variable;
}

/** What the decoder's output means, and the reconstruction term. */
export interface BuiltLikelihood extends BuiltPart {
  /** Numbers that the decoder gives for each value; they stand side by side on the last axis. */
  readonly parametersPerValue: number;
  /** Values that a target may have, both ends included. */
  readonly support?: readonly [low: number, high: number];
  /**
   * Negative log likelihood (or error) of each value, unsummed.
   *
   * @param parameters - What the decoder gave, `[rows, ..., last * parametersPerValue]`.
   * @param target - `[rows, ..., last]`, scaled.
   * @returns In the target's shape.
   */
  elements(parameters: tf.Tensor, target: tf.Tensor): tf.Tensor;
  /**
   * `elements` summed over the values of each row, where that takes less than to sum them.
   *
   * @param target - `[batch, ..., last]`: one for all rows of a sample, which stand side by side.
   * @returns `[rows]`.
   */
  total?(parameters: tf.Tensor, target: tf.Tensor): tf.Tensor;
  /**
   * The expected output, in the target's shape.
   *
   * @param target - The sample that is reconstructed, scaled; absent where a code is decoded for itself. It
   * may tell what parameters leave open, such as the number of words of a document.
   */
  mean(parameters: tf.Tensor, target?: tf.Tensor): tf.Tensor;
  /** True if `mean` reads the target, which then has to lie within `support`. Default false. */
  readonly meanReadsTarget?: boolean;
  /**
   * Parameters with which a scaled value is expected to be `mean`, as many as `parametersPerValue`: the
   * reverse of `mean` (where that makes shares, of numbers that are shares up to a factor). Without it
   * outputs cannot start at the mean of the data.
   */
  parametersOf?(mean: number): readonly number[];
}

/** What a penalty sees of a batch. */
export interface PenaltyInput {
  /** The clean input, `[batch, ...input]`, scaled. */
  readonly x: tf.Tensor;
  /** The encoder's features, `[batch, ...features]`, or `[rows, ...]` where the code needs them repeated. */
  readonly features: tf.Tensor;
  /** The codes made of them. */
  readonly coded: Coded;
  /** The layers from the input to the mean of the code; `undefined` if there is anything else between. */
  readonly layers: readonly LayerRun[] | undefined;
  /** What the decoder gave, `[rows, ...output]`. */
  readonly parameters: tf.Tensor;
  /** All variables of the model. */
  readonly variables: readonly NamedVariable[];
}

/** Adds terms to the loss. */
export interface BuiltPenalty extends BuiltPart {
  /** Terms by name; a name that another penalty has as well is an error. */
  terms(input: PenaltyInput, frame: Frame): Readonly<Record<string, Term>>;
}

/** What an objective puts together; values are `[batch * draws]`, draws of one sample side by side. */
export interface ObjectiveInput {
  /** Samples of the batch. */
  readonly batchSize: number;
  /** The likelihood's term, summed over features. */
  readonly reconstruction: Term;
  /** The code's terms by name. */
  readonly code: Readonly<Record<string, Term>>;
  /** The penalties' terms by name. */
  readonly penalties: Readonly<Record<string, Term>>;
}

/** Turns terms per row into terms per batch. */
export interface BuiltObjective extends BuiltPart {
  /** Codes drawn for each sample. */
  readonly draws: number;
  /** Terms by name, each a scalar. */
  terms(input: ObjectiveInput): Readonly<Record<string, Term>>;
}

/** A {@link BuiltCorruption} to be. */
export type Corruption = Part<'corruption', [BuildContext, Shape], BuiltCorruption>;
/** A {@link BuiltEncoder} to be. */
export type Encoder = Part<'encoder', [BuildContext, Shape], BuiltEncoder>;
/** A {@link BuiltCode} to be; `CodeShape` is its shape where it is known. */
export type Code<CodeShape extends Shape = Shape> = Part<
  'code',
  [BuildContext, Shape],
  BuiltCode & { readonly shape: CodeShape }
>;
/** A {@link BuiltDecoder} to be. */
export type Decoder = Part<'decoder', [BuildContext, DecoderNeeds], BuiltDecoder>;
/** A {@link BuiltLikelihood} to be. */
export type Likelihood = Part<'likelihood', [BuildContext, Shape], BuiltLikelihood>;
/** A {@link BuiltPenalty} to be. */
export type Penalty = Part<'penalty', [BuildContext], BuiltPenalty>;
/** A {@link BuiltObjective} to be. */
export type Objective = Part<'objective', [], BuiltObjective>;

type Definition<P, Schema extends z.ZodType> =
  P extends Part<infer Kind, infer Needs, infer Built>
    ? Omit<PartDefinition<Kind, Schema, Needs, Built>, 'kind'>
    : never;

/** Defines a corruption. */
export const defineCorruption = <S extends z.ZodType>(definition: Definition<Corruption, S>) =>
  definePart({ kind: 'corruption', ...definition });
/** Defines an encoder. */
export const defineEncoder = <S extends z.ZodType>(definition: Definition<Encoder, S>) =>
  definePart({ kind: 'encoder', ...definition });
/** Defines a code. */
export const defineCode = <S extends z.ZodType>(definition: Definition<Code, S>) =>
  definePart({ kind: 'code', ...definition });
/** Defines a decoder. */
export const defineDecoder = <S extends z.ZodType>(definition: Definition<Decoder, S>) =>
  definePart({ kind: 'decoder', ...definition });
/** Defines a likelihood. */
export const defineLikelihood = <S extends z.ZodType>(definition: Definition<Likelihood, S>) =>
  definePart({ kind: 'likelihood', ...definition });
/** Defines a penalty. */
export const definePenalty = <S extends z.ZodType>(definition: Definition<Penalty, S>) =>
  definePart({ kind: 'penalty', ...definition });
/** Defines an objective. */
export const defineObjective = <S extends z.ZodType>(definition: Definition<Objective, S>) =>
  definePart({ kind: 'objective', ...definition });
