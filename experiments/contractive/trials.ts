import { defineTrials } from '../framework/index.js';
import { trial, type Setting } from './trial.js';

const contractive: Setting = { weight: 0.3 };
const denoising: Setting = { masked: 0.3 };
const wide: Setting = { initialiser: 'glorotSigmoid' };

/** Other rates, penalties and first weights of codes. */
export const trials = defineTrials({
  ...trial,
  name: 'contractive',
  columns: [
    { figure: 'squaredNorm', heading: 'squared norm', digits: 0 },
    { figure: 'saturated', heading: 'saturated units, %', digits: 0 },
    { figure: 'constant', heading: 'constant units, %', digits: 0 },
    { figure: 'validationError', heading: 'validation error, %', digits: 2 },
  ],
  trials: [
    tried('contractive, λ = 0.3, as in the result', contractive),
    tried('contractive, λ = 0.3, pre-trained at a rate of 0.1', contractive, 0.1),
    tried('contractive, λ = 0.3, pre-trained at a rate of 0.4', contractive, 0.4),
    tried('contractive, λ = 0.1', { weight: 0.1 }),
    tried('contractive, λ = 0.5', { weight: 0.5 }),
    tried('contractive, λ = 0.3, from wide weights', { ...contractive, ...wide }),
    tried('denoising, as in the result', denoising),
    tried('denoising, pre-trained at a rate of 0.1', denoising, 0.1),
    tried('denoising, pre-trained at a rate of 0.4', denoising, 0.4),
    tried('plain, as in the result', {}),
    tried('plain, pre-trained at a rate of 0.1', {}, 0.1),
    tried('plain, pre-trained at a rate of 0.4', {}, 0.4),
    tried('plain, from wide weights', wide),
  ],
});

function tried(what: string, setting: Setting, learningRate?: number) {
  return { what, settings: { ...setting, ...(learningRate !== undefined && { learningRate }) } };
}
