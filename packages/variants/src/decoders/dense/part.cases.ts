import type { PartCases } from '../../testing/partCases.js';
import { denseDecoder } from './part.js';

/** What the contract of all parts is tried on. */
export const cases: PartCases = {
  models: {
    'dense decoder, deep': () => ({
      decoder: denseDecoder({ hidden: [6, 8], activation: 'elu', outputActivation: 'sigmoid' }),
    }),
    'dense decoder, tied': () => ({ decoder: denseDecoder({ tied: true }) }),
  },
  options: {
    base: {},
    others: {
      hidden: [5],
      activation: { hidden: [4], activation: 'tanh' },
      outputActivation: 'sigmoid',
      initialiser: 'heUniform',
      tied: true,
    },
  },
};
