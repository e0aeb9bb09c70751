import { categoricalLikelihood } from '@autoencoder-zoo/core';
import type { PartCases } from '../../testing/partCases.js';
import { lstmEncoder } from '../lstm/part.js';
import { denseEncoder } from '../dense/part.js';
import { embeddingEncoder } from './part.js';

const classes = 6;

/** What the contract of all parts is tried on. */
export const cases: PartCases = {
  models: {
    'embedding before a dense encoder': () => ({
      encoder: embeddingEncoder({ of: denseEncoder({ hidden: [6] }), classes, dim: 2 }),
      likelihood: categoricalLikelihood({ classes }),
    }),
    'embedding before an lstm encoder': () => ({
      encoder: embeddingEncoder({ of: lstmEncoder({ units: 4 }), classes, dim: 3 }),
      likelihood: categoricalLikelihood({ classes }),
    }),
  },
  options: {
    base: { of: denseEncoder({ hidden: [4] }), classes, dim: 2 },
    others: { of: denseEncoder({ hidden: [5] }), classes: classes + 1, dim: 3 },
    beside: () => ({ likelihood: categoricalLikelihood({ classes }) }),
  },
};
