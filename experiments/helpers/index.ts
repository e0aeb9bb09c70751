export { annealed, type Annealing } from './annealed.js';
export { heldOutDigits, type HeldOutDigits } from './heldOutDigits.js';
export { kernelOf } from './kernelOf.js';
export { rocLine } from './operatingCurves.js';
export { valuesOf } from './values.js';
