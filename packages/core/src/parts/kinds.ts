import type * as tf from '@tensorflow/tfjs-core';
import type { Dataset } from '../data/dataset.js';
import type { Model } from '../model/model.js';
import type { Column } from './column.js';
import type { NamedVariable } from './context.js';
import type { Key, Provision } from './key.js';
import type { Noise } from './noise.js';
import type { NamedNumber } from './number.js';
import type { Part } from './part.js';

/** Shape of one sample, without the batch axis. */
export type Shape = readonly number[];

/**
 * What a part may read while it computes one batch. A batch has samples, and rows: as many draws
 * of the code for each sample as the objective asks for, those of one sample side by side.
 */
export interface Frame {
  /**
   * - `train`: a training step; noise is drawn, state may change, numbers follow their schedules.
   * - `measure`: outputs are compared with targets, and nothing changes.
   * - `use`: neither.
   */
  readonly mode: 'train' | 'measure' | 'use';
  /**
   * What outputs will be compared with, `[batch, ...target]`, scaled; `undefined`
   * where they are to be generated.
   */
  readonly target: tf.Tensor | undefined;
  /** `[batch, steps]` of ones and zeros for sequences of unequal length. */
  readonly mask: tf.Tensor2D | undefined;
  /** The numbers drawn for a site, `[rows, ...shape]`; zeros where means are asked for. */
  noise(site: Noise): tf.Tensor;
  /** The present value of a number. */
  number(number: NamedNumber): number | tf.Scalar;
  /** A column beside the samples, `[batch, ...shape]`. */
  column(column: Column): tf.Tensor;
  /** `[batch, ...]` to `[rows, ...]`: repeats each sample for each of its draws. */
  perDraw<T extends tf.Tensor>(x: T): T;
  /** What another part has left on this batch; parts run in the order of the data. */
  need<Value>(key: Key<Value>): Value | undefined;
  /**
   * Changes state after this step, once, in training only, and not where `only`
   * leaves the part out of it. It holds for what {@link Context.state} declared; in
   * {@link Built.afterUpdate} for trained variables, too.
   */
  set(state: tf.Variable, value: tf.Tensor): void;
  /** Whether {@link Frame.set} would change a variable. */
  changes(state: tf.Variable): boolean;
  /**
   * The model's own parts once more, on other inputs, of any number, with the same
   * weights. They draw no noise and change no state.
   */
  readonly again: Again;
}

/** The parts of a model as functions. */
export interface Again {
  /** `[rows, ...input]` to features `[rows, ...features]`. */
  encode(x: tf.Tensor): tf.Tensor;
  /** Features to codes. */
  code(features: tf.Tensor): Coded;
  /** Codes `[rows, ...code]` to parameters of the output. */
  decode(z: tf.Tensor): tf.Tensor;
  /** Parameters to the expected output. */
  mean(parameters: tf.Tensor): tf.Tensor;
}

/**
 * A term of the loss. The history shows `value`, averaged over the batch; the loss
 * adds `weight * value`.
 */
export interface Term {
  /**
   * Summed over features: one number for each sample (`[batch]`) or row (`[rows]`),
   * or a scalar for what belongs to the whole batch. Other shapes are errors.
   */
  readonly value: tf.Tensor;
  /** Default 1. With 0 it is a measure: shown, and no part of the loss. */
  readonly weight?: number | tf.Scalar;
  /** Whose variables it trains, and no others. Default `'model'`. */
  readonly group?: string;
}

/** Loss terms by name. */
export type Terms = Readonly<Record<string, Term>>;

/** What a part makes of a batch besides its result. */
export interface Besides {
  /** Terms and measures by name; a name that another part has as well is an error. */
  readonly terms?: Terms;
  /** What other parts may read by {@link Frame.need}. */
  readonly provides?: readonly Provision[];
  /**
   * Which values of the target count, as factors that broadcast to
   * `[batch, ...target]`: cells that were hidden, values that are there. Those of
   * several parts are multiplied. They hold where the target is the sample itself.
   */
  readonly counts?: tf.Tensor;
}

/** A result with something beside it. */
export interface Made extends Besides {
  readonly value: tf.Tensor;
}

/** Where a training is when a part is called on the host. */
export interface Run {
  readonly model: Model;
  readonly data: Dataset;
  /** Epochs made. */
  readonly epoch: number;
  /** That of the run, for what is drawn on the host. */
  readonly seed: number;
  /** Gives a variable of the model new values; nothing happens where `only` leaves the part out. */
  set(variable: tf.Variable, values: Float32Array): void;
  /**
   * What a function makes of samples, one after the other. It has the frame of use:
   * nothing is drawn, and nothing changes; `frame.again` has the model's parts.
   *
   * @param name - Tells the functions of a part apart; each is compiled once.
   * @param compute - `[batch, ...input]`, scaled, to `[batch, ...]`.
   */
  map(
    name: string,
    samples: Dataset,
    compute: (x: tf.Tensor, frame: Frame) => tf.Tensor,
  ): Promise<Float32Array>;
}

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
  /** Fits the prior's variables to codes of a trained model; see `withPrior`. */
  fit?(fitting: Fitting): Promise<void>;
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
  terms(input: ObjectiveInput): Terms;
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
