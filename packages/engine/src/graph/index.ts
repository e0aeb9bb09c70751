// Functions as graphs: what traces, optimises and writes them.
export type { Attribute, ConstantData, Graph, GraphType, Loop, Node, Value } from './graph.js';
export { optimise } from './optimise.js';
export { encodeModel, type EncodeOptions } from '../onnx/encode.js';
export { exportModel, type ExportOptions } from '../onnx/export.js';
export { traceChecked } from '../trace/checked.js';
export { TraceError } from '../trace/error.js';
export type { Whole } from '../trace/traceBackend.js';
export { trace, type Compute, type Traced, type TraceOptions } from '../trace/trace.js';
export { sizeOf, type DataType, type HostTensor, type TensorSpec, type Values } from '../tensor.js';
