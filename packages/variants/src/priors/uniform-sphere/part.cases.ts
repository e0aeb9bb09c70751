import { vonMisesFisherCode } from '../../codes/von-mises-fisher/part.js';
import type { PartCases } from '../../testing/partCases.js';
import { uniformSphere } from './part.js';

/** What the contract of all parts is tried on. */
export const cases: PartCases = {
  models: {
    'uniform prior on the sphere': () => ({
      code: vonMisesFisherCode({ dim: 2, beta: 0.5 }),
      prior: uniformSphere(),
    }),
  },
  options: { base: {}, others: {} },
};
