import { autoencoder } from '@autoencoder-zoo/core';
import { topKCode } from '@autoencoder-zoo/variants/codes/top-k';
import { dictionaryDecoder } from '@autoencoder-zoo/variants/decoders/dictionary';
import { denseEncoder } from '@autoencoder-zoo/variants/encoders/dense';
import { squaredErrorLikelihood } from '@autoencoder-zoo/variants/likelihoods/squared-error';
import type { Workload } from './workload.js';

/** A dictionary over activations of a larger model: many unit atoms, few of them in a sample. */
export const dictionary: Workload = {
  name: 'dictionary',
  title: 'top-k dictionary 512-8192, k = 32, unit atoms, batch 1024',
  input: [512],
  batchSize: 1024,
  make: () =>
    autoencoder({
      input: [512],
      encoder: denseEncoder({ hidden: [] }),
      code: topKCode({ dim: 8192, k: 32 }),
      decoder: dictionaryDecoder(),
      likelihood: squaredErrorLikelihood(),
    }),
};
