export { experimentNames, findExperiment } from './registry.js';
export * from './framework/index.js';
export * from './helpers/index.js';
