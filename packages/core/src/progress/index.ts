export { progress, showProgress, type Progress, type ProgressOptions } from './progress.js';
export { duration, significant } from './numberText.js';
