export { Dataset, type DatasetContents, type DatasetValues } from './data/dataset.js';
export {
  decodeSafetensors,
  encodeSafetensors,
  type SafeTensor,
  type SafetensorsContents,
  type SafeTensorValues,
} from './files/safetensors.js';
export { RandomStream, streams, type StreamCounters, type Streams } from './random/stream.js';
