// Uses saved models: ONNX Runtime and nothing else is loaded, no TensorFlow.js and no parts.
export { load, loadClassifier } from './load.js';
export { UsableAutoencoder } from './usableAutoencoder.js';
export { UsableClassifier } from './usableClassifier.js';
export type { UsableModel } from './usableModel.js';
export type { LoadOptions } from './useOptions.js';
export type { GivenColumns } from '../batch/givenColumns.js';
export { Dataset } from '../data/dataset.js';
export type { DatasetContents, DatasetValues } from '../data/datasetContents.js';
export {
  DataError,
  type NestedNumbers,
  type NumberArray,
  type Samples,
  type ShapedValues,
  type TensorLike,
} from '../data/input.js';
export type { ShapedArray } from '../data/shapedArray.js';
export type { GraphName } from '../model/graphsForm.js';
export type { FileContents } from '../files/contents.js';
export type { Rows } from '../model/model.js';
export type { SavedModel } from '../model/savedFiles.js';
export type { UseOptions } from '../model/useOptions.js';
export type { Shape } from '../parts/shape.js';
export {
  configureWebRuntime,
  OptionsError,
  ProviderError,
  type WebRuntimeFiles,
  type WebRuntimeOptions,
} from '@autoencoder-zoo/engine/session';
