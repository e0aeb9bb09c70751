import { categoricalLikelihood } from '@autoencoder-zoo/core';
import type { PartCases } from '../../testing/partCases.js';
import { gaussianCode } from '../../codes/gaussian/part.js';
import { embeddingEncoder } from '../../encoders/embedding/part.js';
import { gruEncoder } from '../../encoders/gru/part.js';
import { importanceWeightedBound } from '../../objectives/importance-weighted-bound/part.js';
import { autoregressiveDecoder } from './part.js';

const classes = 6;
const likelihood = () => categoricalLikelihood({ classes });

/** What the contract of all parts is tried on. */
export const cases: PartCases = {
  models: {
    'autoregressive decoder': () => ({
      decoder: autoregressiveDecoder({ units: 4, dim: 3 }),
      likelihood: likelihood(),
    }),
    'autoregressive decoder, gru, two layers, word dropout': () => ({
      encoder: embeddingEncoder({ of: gruEncoder({ units: 4 }), classes, dim: 2 }),
      code: gaussianCode({ dim: 3 }),
      decoder: autoregressiveDecoder({
        cell: 'gru',
        units: 4,
        layers: 2,
        dim: 3,
        wordDropout: 0.3,
      }),
      likelihood: likelihood(),
    }),
    'autoregressive decoder, several draws': () => ({
      code: gaussianCode({ dim: 3 }),
      decoder: autoregressiveDecoder({ units: 4, dim: 3, wordDropout: 0.3, temperature: 0.5 }),
      likelihood: likelihood(),
      objective: importanceWeightedBound({ draws: 3 }),
    }),
  },
  options: {
    base: { units: 3, dim: 2 },
    others: { cell: 'gru', units: 4, layers: 2, dim: 3, wordDropout: 0.5, temperature: 3 },
    beside: () => ({ code: gaussianCode({ dim: 4 }), likelihood: likelihood() }),
  },
};
