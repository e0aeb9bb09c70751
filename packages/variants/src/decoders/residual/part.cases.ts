import type { PartCases } from '../../testing/partCases.js';
import { residualDecoder } from './part.js';

/** What the contract of all parts is tried on. */
export const cases: PartCases = {
  models: {
    'residual decoder': () => ({ decoder: residualDecoder({ filters: [4], activation: 'tanh' }) }),
    'residual decoder of sequences, by layers': () => ({
      decoder: residualDecoder({
        over: 'sequences',
        filters: [4, 6],
        activation: 'tanh',
        normalisation: 'layer',
      }),
    }),
  },
  options: {
    base: { filters: [4] },
    others: {
      over: 'sequences',
      filters: [4, 3],
      blocks: 2,
      kernelSize: 2,
      activation: 'tanh',
      normalisation: 'group',
      initialiser: 'heUniform',
    },
  },
};
