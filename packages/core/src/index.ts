export { Dataset, type DatasetContents, type DatasetValues } from './data/dataset.js';
