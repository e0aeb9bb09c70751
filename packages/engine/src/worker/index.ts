// Ends workers of Node in which models are trained or used.
export { endWorker, type EndOptions } from './endWorker.js';
