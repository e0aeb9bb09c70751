import type { PartCases } from '../../testing/partCases.js';
import { gaussianCode } from '../../codes/gaussian/part.js';
import { standardNormal } from './part.js';

/** What the contract of all parts is tried on. */
export const cases: PartCases = {
  models: {
    'standard normal prior': () => ({
      code: gaussianCode({ dim: 3, beta: 0.5 }),
      prior: standardNormal(),
    }),
  },
  options: { base: {}, others: {} },
};
