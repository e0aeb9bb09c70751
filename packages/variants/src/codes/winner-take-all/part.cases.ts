import { convolutionalEncoder } from '../../encoders/convolutional/part.js';
import type { PartCases } from '../../testing/partCases.js';
import { winnerTakeAllCode } from './part.js';

const places = () => convolutionalEncoder({ filters: [4], activation: 'tanh' });

/** What the contract of all parts is tried on. */
export const cases: PartCases = {
  models: {
    'winner-take-all code': () => ({ code: winnerTakeAllCode({ dim: 6, share: 0.3 }) }),
    'winner-take-all code, spatial': () => ({
      encoder: places(),
      code: winnerTakeAllCode({ dim: 4, share: 0.6, spatial: true }),
    }),
  },
  options: {
    base: { dim: 6, share: 0.3 },
    others: { dim: 7, share: 0.6, spatial: true, initialiser: 'heUniform' },
    beside: () => ({ encoder: places() }),
  },
};
