export {
  Dataset,
  type DatasetContents,
  type DatasetValues,
  type ReadDraws,
} from './data/dataset.js';
export {
  decodeSafetensors,
  encodeSafetensors,
  type SafeTensor,
  type SafetensorsContents,
  type SafeTensorValues,
} from './files/safetensors.js';
export { refuseNonFinite } from './data/check.js';
export { RandomStream, streams, type StreamCounters, type Streams } from './random/stream.js';
export {
  DataError,
  type NestedNumbers,
  type Samples,
  type ShapedValues,
  type TensorLike,
} from './data/input.js';
export type { FittedScaling, ScalingKind, ScalingOptions } from './data/scaling.js';
export { readScaled, scalingOptions } from './data/scaling.js';
export { shaped, type ShapedArray } from './data/shapedArray.js';
export { Autoencoder } from './model/autoencoder.js';
export { Classifier } from './model/classifier.js';
export {
  classifier,
  classifierFrom,
  type ClassifierHeadOptions,
  type ClassifierOptions,
} from './model/classify.js';
export { Model, type Batch, type Evaluation, type ModelOptions } from './model/model.js';
export { autoencoder, type AutoencoderOptions } from './model/compose.js';
export type { Composition, Pairs, Parts } from './model/composition.js';
export {
  importanceSampledLogLikelihood,
  type ImportanceSamplingOptions,
  type LogLikelihood,
} from './model/importanceSampledLogLikelihood.js';
export type { FileContents } from './files/contents.js';
export { quoted } from './files/quoted.js';
export { loadAutoencoder, loadClassifier, type SavedModel } from './model/load.js';
export { reviveAutoencoder, reviveModel, type FindPart } from './model/revive.js';
export type { SavedWeights } from './model/savedWeights.js';
export type { AutoencoderSpec } from './model/spec.js';
export { startAtMean } from './model/startAtMean.js';
export { withSteps } from './model/withSteps.js';
export type { EvaluateOptions, UseOptions } from './model/useOptions.js';
export {
  type BuildContext,
  type Declarations,
  type NamedVariable,
  type SavedValues,
  type ScheduledWeight,
} from './parts/build.js';
export { categoricalLikelihood } from './parts/categoricalLikelihood.js';
export { evidenceLowerBound } from './parts/evidenceLowerBound.js';
export { initialiser, type Fan, type Initialiser } from './parts/initialiser.js';
export {
  defineCode,
  defineCorruption,
  defineDecoder,
  defineEncoder,
  defineLikelihood,
  defineObjective,
  definePenalty,
  type BuiltCode,
  type BuiltCorruption,
  type BuiltDecoder,
  type BuiltEncoder,
  type BuiltLikelihood,
  type BuiltObjective,
  type BuiltPart,
  type BuiltPenalty,
  type Code,
  type Coded,
  type Corruption,
  type Decoder,
  type DecoderNeeds,
  type Encoded,
  type Encoder,
  type Frame,
  type LayerRun,
  type Likelihood,
  type Objective,
  type ObjectiveInput,
  type Penalty,
  type PenaltyInput,
  type Prior,
  type Shape,
  type Term,
} from './parts/kinds.js';
export { bernoulli, normal, uniform, type Distribution, type NoiseSite } from './parts/noise.js';
export {
  nonNegative,
  OptionsError,
  parseOptions,
  positive,
  positiveInteger,
  rate,
  single,
} from './parts/options.js';
export { pickVariables } from './parts/pickVariables.js';
export type { Part, PartFactory, PartKind, PartName, PartSpec } from './parts/part.js';
export { warmUp, weight, type WarmUp, type Weight } from './parts/schedule.js';
export type { Callback, CallbackContext } from './train/callback.js';
export { earlyStopping, type EarlyStoppingOptions } from './train/callbacks/earlyStopping.js';
export { learningRateScheduler } from './train/callbacks/learningRateScheduler.js';
export { modelCheckpoint, type ModelCheckpointOptions } from './train/callbacks/modelCheckpoint.js';
export type { Monitor } from './train/callbacks/monitor.js';
export {
  reduceLearningRateOnPlateau,
  type ReduceLearningRateOptions,
} from './train/callbacks/reduceLearningRateOnPlateau.js';
export type { Terms, TrainEvent } from './train/events.js';
export { fit, type FitOptions } from './train/fit.js';
export type { History } from './train/history.js';
export { trainingLoss } from './train/loss.js';
export { limitedMemoryBfgs, type LimitedMemoryBfgs } from './train/methods/limitedMemoryBfgs.js';
export type { CheckpointOptions, TrainOptions } from './train/options.js';
export type { Companions, CompanionState, ResumedRun, UpcomingRun } from './train/state.js';
export { train, type LoopOptions, type TrainingControl } from './train/train.js';
export { DivergenceError } from './train/trainingError.js';
export { InUseError } from './files/inUse.js';
export {
  adagrad,
  adam,
  adamW,
  constant,
  cosineDecay,
  exponentialDecay,
  linearWarmUp,
  piecewise,
  rmsProp,
  stepDecay,
  stochasticGradientDescent,
  type EngineOptions,
  type Optimiser,
  type Schedule,
} from '@autoencoder-zoo/engine';
