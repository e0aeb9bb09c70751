export { sizeOf, type DataType, type HostTensor, type TensorSpec, type Values } from './tensor.js';
