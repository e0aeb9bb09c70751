export { progress, showProgress, type ProgressDisplay, type ProgressOptions } from './progress.js';
export { duration, significant } from './numberText.js';
