export { sizeOf, type DataType, type HostTensor, type TensorSpec, type Values } from './tensor.js';
export { TraceError } from './trace/error.js';
export {
  sigmoidCrossEntropy,
  softmaxCrossEntropy,
  summedSigmoidCrossEntropy,
} from './operations/crossEntropy.js';
export { linear } from './operations/linear.js';
export { gru, gruFinal, type GruOptions, type GruResult } from './operations/recurrent/gru.js';
export { gruCell, type GruCellOptions, type GruWeights } from './operations/recurrent/gruCell.js';
export { lstm, lstmFinal, type LstmOptions, type LstmResult } from './operations/recurrent/lstm.js';
export {
  lstmCell,
  type LstmCellOptions,
  type LstmState,
  type LstmWeights,
} from './operations/recurrent/lstmCell.js';
export type { RecurrentInput, RecurrentOrder } from './operations/recurrent/sequence.js';
export {
  recurrence,
  type RecurrenceOptions,
  type RecurrenceResult,
  type RecurrentStep,
} from './operations/recurrence.js';
export {
  valueAndGradient,
  type Differentiator,
  type ValueAndGradient,
  type ValueAndGradientOptions,
} from './valueAndGradient.js';
export { compileForward, type Forward } from './compileForward.js';
export {
  compileStep,
  type Group,
  type Step,
  type StepOptions,
  type TrainingOptions,
} from './step.js';
export type { SlotTensors, StepState } from './trainingStep.js';
export type { EngineOptions } from './engineOptions.js';
export type { Diagnosis } from './diagnosis.js';
export { OptionsError } from './options.js';
export { NonFiniteError } from './nonFinite.js';
export { AssignedVariablesError } from './assignedVariables.js';
export { UnusedVariableError } from './unusedVariable.js';
export { nameVariable } from './variableNames.js';
export { reported, weighted, type Loss, type LossTerms, type WeightedTerm } from './objective.js';
export type { InputOf, InputsOf, Specs, TensorsOf } from './inputs.js';
export { ProviderError, type Provider } from './session/provider.js';
export {
  configureWebRuntime,
  type WebRuntimeFiles,
  type WebRuntimeOptions,
} from './session/webRuntime.js';
export type { Pair, Peer } from './session/pair.js';
export type { Session, SessionFactory, SessionOptions, Tensors } from './session/session.js';
export { adam, type Adam } from './optimisers/adam.js';
export { adamW, type AdamW } from './optimisers/adamW.js';
export { adagrad, type Adagrad } from './optimisers/adagrad.js';
export { rmsProp, type RmsProp } from './optimisers/rmsProp.js';
export {
  stochasticGradientDescent,
  type StochasticGradientDescent,
} from './optimisers/stochasticGradientDescent.js';
export {
  lbfgs,
  type Differentiable,
  type LbfgsEnd,
  type LbfgsOptions,
  type LbfgsState,
  type Slope,
} from './optimisers/lbfgs/lbfgs.js';
export { addGradients, assignPoint } from './optimisers/lbfgs/point.js';
export type { Correction } from './optimisers/lbfgs/twoLoopRecursion.js';
export type { OptimiserOptions } from './optimisers/checkedOptimiser.js';
export type { Description } from './optimisers/rule.js';
export { parseOptimiser, type Optimiser } from './optimisers/optimiser.js';
export { parseRate, rateAt, type Rate, type Schedule } from './schedules/schedule.js';
export { constant, type Constant } from './schedules/constant.js';
export { cosineDecay, type CosineDecay } from './schedules/cosineDecay.js';
export { exponentialDecay, type ExponentialDecay } from './schedules/exponentialDecay.js';
export { piecewise, type Piecewise } from './schedules/piecewise.js';
export { stepDecay, type StepDecay } from './schedules/stepDecay.js';
export { linearWarmUp, type LinearWarmUp } from './schedules/linearWarmUp.js';
export { ensureBackend, registerCpuBackend } from './eager/cpuBackend.js';
export { loadTfjsNode } from './eager/tfjsNode.js';
