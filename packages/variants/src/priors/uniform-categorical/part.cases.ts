import { relaxedCategoricalCode } from '../../codes/relaxed-categorical/part.js';
import type { PartCases } from '../../testing/partCases.js';
import { uniformCategorical } from './part.js';

/** What the contract of all parts is tried on. */
export const cases: PartCases = {
  models: {
    'uniform categorical prior': () => ({
      code: relaxedCategoricalCode({ variables: 2, classes: 3, beta: 0.5 }),
      prior: uniformCategorical(),
    }),
  },
  options: { base: {}, others: {} },
};
