// ONNX Runtime on this platform, without TensorFlow.js: for programs that only run graphs.
export { loadPlatformSessions } from './platform.js';
export { createSession, ProviderError, type Provider } from './provider.js';
export { configureWebRuntime, type WebRuntimeFiles, type WebRuntimeOptions } from './webRuntime.js';
export type { Pair, Peer } from './pair.js';
export type { Session, SessionFactory, SessionOptions, Tensors } from './session.js';
export type { Specs } from '../inputs.js';
export { anything, ENGINE_CHECKS, optional } from '../engineOptions.js';
export { OptionsError, parseOptions, positiveInteger, type Check } from '../options.js';
export { serial } from '../serial.js';
export { sizeOf, type DataType, type HostTensor, type TensorSpec, type Values } from '../tensor.js';
