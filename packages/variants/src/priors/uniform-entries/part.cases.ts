import { vectorQuantisedCode } from '../../codes/vector-quantised/part.js';
import type { PartCases } from '../../testing/partCases.js';
import { uniformEntries } from './part.js';

/** What the contract of all parts is tried on. */
export const cases: PartCases = {
  models: {
    'uniform entries': () => ({
      code: vectorQuantisedCode({ entries: 5, dim: 3 }),
      prior: uniformEntries(),
    }),
  },
  estimated: ['encoder', 'code'],
  options: { base: {}, others: {} },
};
