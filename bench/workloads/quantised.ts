import { autoencoder } from '@autoencoder-zoo/core';
import { vectorQuantisedCode } from '@autoencoder-zoo/variants/codes/vector-quantised';
import { denseDecoder } from '@autoencoder-zoo/variants/decoders/dense';
import { denseEncoder } from '@autoencoder-zoo/variants/encoders/dense';
import { bernoulliLikelihood } from '@autoencoder-zoo/variants/likelihoods/bernoulli';
import type { Workload } from './workload.js';

/** Codes of sixteen entries each, which follow by moving averages. */
export const quantised: Workload = {
  name: 'quantised',
  title: 'VQ 784-256, 16 of 128 entries, moving averages, batch 128',
  input: [784],
  batchSize: 128,
  make: () =>
    autoencoder({
      input: [784],
      encoder: denseEncoder({ hidden: [256] }),
      code: vectorQuantisedCode({
        entries: 128,
        dim: 8,
        positions: 16,
        restart: false,
        start: 'random',
      }),
      decoder: denseDecoder({ hidden: [256] }),
      likelihood: bernoulliLikelihood(),
    }),
};
