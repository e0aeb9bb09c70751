// Data
export { refuseNonFinite, type Support } from './data/check.js';
export { Dataset, type ReadDraws } from './data/dataset.js';
export type { DatasetContents, DatasetValues } from './data/datasetContents.js';
export {
  DataError,
  type NestedNumbers,
  type NumberArray,
  type Samples,
  type ShapedValues,
  type TensorLike,
} from './data/input.js';
export { markMissing } from './data/missing.js';
export {
  readScaled,
  type FittedScaling,
  type ScalingKind,
  type ScalingOptions,
} from './data/scaling.js';
export { scalingOptions } from './data/scalingSchema.js';
export { shaped, type ShapedArray } from './data/shapedArray.js';

// Parts
export {
  categoricalLikelihood,
  classes,
  type CategoricalLikelihoodOptions,
} from './parts/categoricalLikelihood.js';
export type { Column, ColumnOptions } from './parts/column.js';
export { Context, type Place } from './parts/context.js';
export {
  Declarations,
  type NamedVariable,
  type ReadColumn,
  type SavedValues,
} from './parts/declarations.js';
export { evidenceLowerBound } from './parts/evidenceLowerBound.js';
export type { Again, Frame } from './parts/frame.js';
export { initialiser, type Fan, type Initialiser, type Start } from './parts/initialiser.js';
export { key, provide, provided, type Key, type Provision } from './parts/key.js';
export type {
  Built,
  BuiltCode,
  BuiltCorruption,
  BuiltDecoder,
  BuiltEncoder,
  BuiltLikelihood,
  BuiltObjective,
  BuiltPenalty,
  BuiltPrior,
  Code,
  Coded,
  Corruption,
  Decoder,
  Divergence,
  Encoder,
  Fitting,
  Kinds,
  Likelihood,
  Moments,
  Objective,
  ObjectiveInput,
  PartKind,
  Penalty,
  PenaltyInput,
  Prior,
} from './parts/kinds.js';
export { kernels, layerRuns, type LayerRun } from './parts/layerRun.js';
export {
  bernoulli,
  gumbel,
  normal,
  uniform,
  type Drawn,
  type Fill,
  type Noise,
  type NoiseOptions,
} from './parts/noise.js';
export {
  anneal,
  scheduled,
  weight,
  type Annealing,
  type FirstAnnealing,
  type NamedNumber,
  type Scheduled,
  type Weight,
} from './parts/number.js';
export {
  nonNegative,
  OptionsError,
  parseOptions,
  positive,
  positiveInteger,
  rate,
  single,
} from './parts/options.js';
export { ownParts } from './parts/ownParts.js';
export {
  definePart,
  partOption,
  type Accepted,
  type AnyPart,
  type AnyPartFactory,
  type FindPart,
  type Part,
  type PartDefinition,
  type PartFactory,
  type PartName,
  type PartSpec,
  type Reviving,
} from './parts/part.js';
export { pickVariables } from './parts/pickVariables.js';
export { repeatRows } from './parts/repeatRows.js';
export type { Run } from './parts/run.js';
export type { Shape, Shapes } from './parts/shape.js';
export { stopGradient, withoutGradient } from './parts/stopGradient.js';
export type { Besides, Made, Term, Terms } from './parts/term.js';

// Models
export { Autoencoder } from './model/autoencoder.js';
export { Classifier } from './model/classifier.js';
export {
  importanceSampledLogLikelihood,
  type ImportanceSamplingOptions,
  type LogLikelihood,
} from './model/importanceSampledLogLikelihood.js';
export { InnerModel } from './model/innerModel.js';
export { loadAutoencoder, loadClassifier, type SavedModel } from './model/load.js';
export { autoencoder, type AutoencoderOptions } from './model/makeAutoencoder.js';
export {
  classifier,
  classifierFrom,
  type ClassifierHeadOptions,
  type ClassifierOptions,
} from './model/makeClassifier.js';
export { Model, type Evaluation, type Rows } from './model/model.js';
export { reviveAutoencoder } from './model/revive.js';
export type { SavedWeights } from './model/savedWeights.js';
export type { AutoencoderSpec } from './model/spec.js';
export { startAtMean } from './model/startAtMean.js';
export type { EvaluateOptions, UseOptions } from './model/useOptions.js';
export type { ModelOptions, WiredModel } from './model/wiredModel.js';
export { withPrior } from './model/withPrior.js';
export { withSteps } from './model/withSteps.js';
export type { BuiltParts } from './network/builtParts.js';
export type { Network } from './network/network.js';
export type { Parts } from './network/parts.js';
export type { Task } from './network/task.js';
export type { Batch } from './batch/batch.js';
export type { GivenColumns } from './batch/givenColumns.js';
export { inputNames } from './batch/inputNames.js';
export { encodeMode, trainingMode, type Mode } from './batch/mode.js';

// Training
export type { Callback, CallbackContext } from './train/callback.js';
export { earlyStopping, type EarlyStoppingOptions } from './train/callbacks/earlyStopping.js';
export { learningRateScheduler } from './train/callbacks/learningRateScheduler.js';
export { modelCheckpoint, type ModelCheckpointOptions } from './train/callbacks/modelCheckpoint.js';
export type { Monitor } from './train/callbacks/monitor.js';
export {
  reduceLearningRateOnPlateau,
  type ReduceLearningRateOptions,
} from './train/callbacks/reduceLearningRateOnPlateau.js';
export type { TermAverages, TrainEvent, TrainingControl } from './train/events.js';
export { fit, type FitOptions } from './train/fit.js';
export type { History } from './train/history.js';
export { trainingLoss, type Changing } from './train/loss.js';
export type { Optimisation } from './train/methods/chooseMethod.js';
export { limitedMemoryBfgs, type LimitedMemoryBfgs } from './train/methods/limitedMemoryBfgs.js';
export type { Cadence, GroupOptimisers } from './train/optimisers.js';
export type { Companions, CompanionState, ResumedRun, UpcomingRun } from './train/runState.js';
export { train, type LoopOptions } from './train/train.js';
export { DivergenceError } from './train/trainingError.js';
export type { CheckpointOptions, TrainOptions } from './train/trainOptions.js';
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

// Random numbers
export { RandomStream, streams, type StreamCounters, type Streams } from './random/stream.js';

// Files
export type { FileContents } from './files/contents.js';
export { InUseError } from './files/inUse.js';
export { printable, quoted } from './files/quoted.js';
export {
  decodeSafetensors,
  encodeSafetensors,
  type SafeTensor,
  type SafetensorsContents,
  type SafeTensorValues,
} from './files/safetensors.js';
