import type * as tf from '@tensorflow/tfjs-core';
import type { Dataset } from '../data/dataset.js';
import type { NamedVariable } from './declarations.js';
import type { Frame } from './frame.js';
import type { Provision } from './key.js';
import type { Part } from './part.js';
import type { Run } from './run.js';
import type { Shape } from './shape.js';
import type { Besides, Made, Term, Terms } from './term.js';

/** What holds for every part that computes. */
export interface Built {
  /**
   * True if what the part makes of a sample does not depend on the other samples of its batch. A
   * batch of such samples may be computed in shares. Default false: the part sees the whole batch.
   */
  readonly independent?: boolean;
  /**
   * Runs in the step after the optimiser, on the new weights: unit columns, clipped
   * weights, slow copies. L-BFGS refuses parts that do so.
   */
  afterUpdate?(frame: Pick<Frame, 'set' | 'changes' | 'number'>): void;
  /**
   * Runs once before the first step, not when a run is resumed: k-means starts,
   * outputs at the mean of the data.
   */
  begin?(run: Run): Promise<void>;
  /** Runs before each epoch: targets of deep clustering. */
  epoch?(run: Run): Promise<void>;
}

/** Damages the input before it is encoded; the target stays clean. */
export interface BuiltCorruption extends Built {
  /** `[batch, ...input]`, scaled, to the same shape. */
  corrupt(x: tf.Tensor, frame: Frame): tf.Tensor | Made;
  /**
   * Whether the damage is the task, and not a help in training: then the loss is
   * measured on damaged samples, too, as in a masked autoencoder. Default false.
   */
  readonly isTask?: boolean;
}

/** f: input -> features. */
export interface BuiltEncoder extends Built {
  /** Shape of the features of one sample. */
  readonly shape: Shape;
  /**
   * Present where it looks samples up as the numbers of so many classes, from 0 on: they have to
   * be whole numbers below it, and are not scaled.
   */
  readonly classes?: number;
  /** `[batch, ...input]`, scaled and perhaps damaged, to `[batch, ...shape]`. */
  encode(x: tf.Tensor, frame: Frame): tf.Tensor | Made;
}

/**
 * Mean and log variance of a normal distribution with a diagonal covariance,
 * `[batch, ...code]` each.
 */
export interface Moments {
  readonly mean: tf.Tensor;
  readonly logVariance: tf.Tensor;
}

/** What a code makes of the features of a batch. */
export interface Coded extends Besides {
  /** What the decoder gets, `[rows, ...shape]`. */
  readonly z: tf.Tensor;
  /** The code without noise, `[batch, ...shape]`: what `encode` gives. */
  readonly mean: tf.Tensor;
  /** `log q(z | x)` of the draws, `[rows]`, where it is known. */
  readonly logDensity?: (() => tf.Tensor) | undefined;
  /** What the distribution is, where it is a normal one: priors may have a closed form for it. */
  readonly moments?: Moments;
  /**
   * What the distribution is where it is no normal one, under a key that priors for
   * such codes read.
   */
  readonly distribution?: Provision;
  /** Weight of the divergence between this code and its prior. Default 1. */
  readonly beta?: number | tf.Scalar;
  /** What {@link BuiltCode.outputs} declares, `[batch, ...]` each. */
  readonly outputs?: Readonly<Record<string, tf.Tensor>>;
}

/** The bottleneck: features -> z. */
export interface BuiltCode extends Built {
  /** Shape of the code of one sample. */
  readonly shape: Shape;
  /**
   * `[batch, ...features]` to codes; what is the same for all draws is repeated by
   * {@link Frame.perDraw}.
   */
  code(features: tf.Tensor, frame: Frame): Coded;
  /** Where such codes come from if the model is given no other prior. Default: none. */
  readonly prior?: Prior;
  /**
   * What a prior has to know its divergence from this code, so that priors which cannot are refused
   * when a model is made. Default: not said; then the first step finds out.
   * - `'nothing'`: a code is a point, and has no divergence.
   * - `'own'`: a distribution that only the code's own prior knows.
   * - `'density'`: the density of draws ({@link Coded.logDensity}).
   * - `'moments'`: that, and {@link Coded.moments}.
   * - `'directions'`: the density of draws on the unit sphere.
   * - `'bits'`: the probability of draws, which are zeros and ones or near them.
   * - `'classes'`: that of draws which are classes, one among zeros or near it.
   */
  readonly tells?: 'nothing' | 'own' | 'density' | 'moments' | 'directions' | 'bits' | 'classes';
  /**
   * What the code tells of a sample beside the code itself, such as `logVariance`: name and
   * a sentence. The encoder's ONNX file has these as further outputs. Default: nothing.
   */
  readonly outputs?: Readonly<Record<string, string>>;
}

/** What a prior is fitted to, once a model is trained. */
export interface Fitting {
  /** Codes of samples, one draw of each, with the columns beside the samples. */
  readonly codes: Dataset;
  /** Of whatever is random in it. */
  readonly seed: number;
  /** Gives a variable of the prior new values. */
  readonly set: (variable: tf.Variable, values: Float32Array) => void;
  /** The trained variables of the prior, for one that is fitted by steps of its own. */
  readonly trained: readonly tf.Variable[];
}

/**
 * Where codes come from when there is no input; the divergence of codes from it is the term `kl`.
 */
export interface BuiltPrior extends Built {
  /** New codes, `[rows, ...code]`, made of the noise that the prior declared. */
  sample(rows: number, frame: Frame): tf.Tensor;
  /** `log p(z)` of codes `[rows, ...code]`, `[rows]`; absent where it is not known. */
  logDensity?(z: tf.Tensor, frame: Frame): tf.Tensor;
  /**
   * The divergence in closed form, where there is one for this code, unsummed: `[batch, ...]`, a
   * number for each place of the code where those add up, or `[batch]` for the code as a whole.
   */
  divergence?(coded: Coded, frame: Frame): tf.Tensor | undefined;
  /** What {@link BuiltCode.tells} has to be for its divergence to be known, if not any density. */
  readonly needs?: 'moments' | 'directions' | 'bits' | 'classes';
  /** Fits the prior's variables to codes of a trained model; see `withPrior`. */
  fit?(fitting: Fitting): Promise<void>;
  /** What it tells of a sample, such as its component, as {@link BuiltCode.outputs} does. */
  readonly outputs?: Readonly<Record<string, string>>;
  /** What `outputs` declares, `[batch, ...]` each, of codes without noise. */
  describe?(coded: Coded, frame: Frame): Readonly<Record<string, tf.Tensor>>;
}

/** g: z -> parameters of the output. */
export interface BuiltDecoder extends Built {
  /** `[rows, ...code]` to `[rows, ...output]`. */
  decode(z: tf.Tensor, frame: Frame): tf.Tensor | Made;
  /**
   * What is added last, after which nothing follows: a number for each output of a sample, or for
   * each place on the last axis. Where it is known, outputs can start at the mean of the data.
   */
  readonly outputBias?: tf.Variable;
}

/** What the decoder's output means, and the reconstruction term. */
export interface BuiltLikelihood extends Built {
  /** Numbers that the decoder gives for each value; they stand side by side on the last axis. */
  readonly parametersPerValue: number;
  /** Values that a target may have, both ends included. */
  readonly support?: readonly [low: number, high: number];
  /**
   * Present where targets are the numbers of so many classes, from 0 on: they have to be whole
   * numbers below it, are not scaled, and are right or wrong. It takes the place of `support`.
   */
  readonly classes?: number;
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
   * @param target - The sample that is reconstructed, scaled; absent where a code is decoded for
   * itself. It may tell what parameters leave open, such as the number of words of a document.
   */
  mean(parameters: tf.Tensor, target?: tf.Tensor): tf.Tensor;
  /** True if `mean` reads the target, which then has to lie within `support`. Default false. */
  readonly meanReadsTarget?: boolean;
  /**
   * Parameters with which a scaled value is expected to be `mean`, as many as
   * `parametersPerValue`: the reverse of `mean` (where that makes shares, of numbers that
   * are shares up to a factor). Without it outputs cannot start at the mean of the data.
   */
  parametersOf?(mean: number): readonly number[];
}

/** What a penalty sees of a batch. */
export interface PenaltyInput {
  /** The clean input, `[batch, ...input]`, scaled. */
  readonly x: tf.Tensor;
  /** The encoder's features, `[batch, ...features]`. */
  readonly features: tf.Tensor;
  /** The codes made of them. */
  readonly coded: Coded;
  /** What the decoder gave, `[rows, ...output]`. */
  readonly parameters: tf.Tensor;
  /** All variables of the model. */
  readonly variables: readonly NamedVariable[];
}

/** Adds terms to the loss. */
export interface BuiltPenalty extends Built {
  /** Terms by name; a name that another part has as well is an error. */
  terms(input: PenaltyInput, frame: Frame): Terms;
  /** What it tells of a sample, such as its cluster, as {@link BuiltCode.outputs} does. */
  readonly outputs?: Readonly<Record<string, string>>;
  /** What `outputs` declares, `[batch, ...]` each, of codes without noise. */
  describe?(coded: Coded, frame: Frame): Readonly<Record<string, tf.Tensor>>;
}

/** The divergence of codes from their prior. */
export interface Divergence extends Term {
  /**
   * What `value` is the sum of, `[rows, ...]`: a number for each place of the code where the prior
   * gives them, else `value` itself.
   */
  readonly elements: tf.Tensor;
}

/** What an objective puts together. */
export interface ObjectiveInput {
  /** Samples of the batch. */
  readonly batchSize: number;
  /** The likelihood's term, `[rows]`. */
  readonly reconstruction: Term;
  /**
   * The divergence of the codes from their prior: `[rows]` if the objective works on
   * draws, else `[batch]` or `[rows]`.
   */
  readonly divergence: Divergence | undefined;
}

/** Turns the reconstruction and the divergence into what is made small. */
export interface BuiltObjective extends Built {
  /** Codes drawn for each sample. */
  readonly draws: number;
  /**
   * Whether it needs the divergence of each draw, even where its mean is known in
   * closed form. Default false.
   */
  readonly perDraw?: boolean;
  /** Terms by name, each a scalar; `reconstruction` and `kl` keep their names. */
  terms(input: ObjectiveInput, frame: Frame): Terms;
}

/** What a part of each kind can do once it is built. */
export interface Kinds {
  readonly corruption: BuiltCorruption;
  readonly encoder: BuiltEncoder;
  readonly code: BuiltCode;
  readonly prior: BuiltPrior;
  readonly decoder: BuiltDecoder;
  readonly likelihood: BuiltLikelihood;
  readonly penalty: BuiltPenalty;
  readonly objective: BuiltObjective;
}

/** The places of an autoencoder that a part can fill. */
export type PartKind = keyof Kinds;

/** All of them, in the order in which a batch goes through them. */
export const partKinds = [
  'corruption',
  'encoder',
  'code',
  'prior',
  'decoder',
  'likelihood',
  'penalty',
  'objective',
] as const satisfies readonly PartKind[];

/** A {@link BuiltCorruption} to be. */
export type Corruption = Part<'corruption'>;
/** A {@link BuiltEncoder} to be. */
export type Encoder = Part<'encoder'>;
/** A {@link BuiltCode} to be; `CodeShape` is its shape where it is known. */
export type Code<CodeShape extends Shape = Shape> = Part<
  'code',
  BuiltCode & { readonly shape: CodeShape }
>;
/** A {@link BuiltPrior} to be. */
export type Prior = Part<'prior'>;
/** A {@link BuiltDecoder} to be. */
export type Decoder = Part<'decoder'>;
/** A {@link BuiltLikelihood} to be. */
export type Likelihood = Part<'likelihood'>;
/** A {@link BuiltPenalty} to be. */
export type Penalty = Part<'penalty'>;
/** A {@link BuiltObjective} to be. */
export type Objective = Part<'objective'>;
