import { featuresCode } from '../../codes/features/part.js';
import { hiding } from '../../corruptions/hiding/part.js';
import { transformerDecoder } from '../../decoders/transformer/part.js';
import type { PartCases } from '../../testing/partCases.js';
import { transformerEncoder } from './part.js';

const small = { width: 4, heads: 2, blocks: 1, expansion: 2 };

/** What the contract of all parts is tried on. */
export const cases: PartCases = {
  models: {
    'transformer encoder': () => ({ encoder: transformerEncoder(small) }),
    'masked autoencoder': () => ({
      corruption: hiding({ rate: 0.6, patch: [1, 3], exact: true }),
      encoder: transformerEncoder({ ...small, patch: [1, 3] }),
      code: featuresCode(),
      decoder: transformerDecoder({ ...small, patch: [1, 3] }),
    }),
  },
  options: {
    base: small,
    others: {
      patch: [1, 1],
      width: 6,
      heads: 1,
      blocks: 2,
      expansion: 3,
      initialiser: 'glorotUniform',
    },
  },
};
