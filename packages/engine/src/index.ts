export { sizeOf, type DataType, type HostTensor, type TensorSpec, type Values } from './tensor.js';
export type { Attribute, ConstantData, Graph, GraphType, Node, Value } from './graph/graph.js';
export { optimise } from './graph/optimise.js';
export { encodeModel, type EncodeOptions } from './onnx/encode.js';
export { TraceError } from './trace/error.js';
export { trace, type Compute, type Traced, type TraceOptions } from './trace/trace.js';
