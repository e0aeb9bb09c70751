export { Dataset, type DatasetContents, type DatasetValues } from './data/dataset.js';
export { RandomStream, streams, type StreamCounters, type Streams } from './random/stream.js';
