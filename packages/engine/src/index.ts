export { sizeOf, type DataType, type HostTensor, type TensorSpec, type Values } from './tensor.js';
export type { Attribute, ConstantData, Graph, GraphType, Node, Value } from './graph/graph.js';
export { optimise } from './graph/optimise.js';
export { encodeModel, type EncodeOptions } from './onnx/encode.js';
export { TraceError } from './trace/error.js';
export { trace, type Compute, type Traced, type TraceOptions } from './trace/trace.js';
export { sigmoidCrossEntropy, softmaxCrossEntropy } from './operations/crossEntropy.js';
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
