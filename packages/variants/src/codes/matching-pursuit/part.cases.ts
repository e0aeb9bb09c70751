import { denseDecoder } from '../../decoders/dense/part.js';
import { denseEncoder } from '../../encoders/dense/part.js';
import type { CaseParts } from '../../testing/models.js';
import type { PartCases } from '../../testing/partCases.js';
import { matchingPursuitCode } from './part.js';

const beside = (): CaseParts => ({
  encoder: denseEncoder({ hidden: [] }),
  decoder: denseDecoder({ hidden: [], tied: true }),
});

/** What the contract of all parts is tried on. */
export const cases: PartCases = {
  models: {
    'matching pursuit code': () => ({ ...beside(), code: matchingPursuitCode({ dim: 20, k: 3 }) }),
  },
  options: {
    base: { dim: 20, k: 2, deadAfter: 1 },
    others: { dim: 21, k: 3, deadAfter: 3 },
    beside,
  },
};
