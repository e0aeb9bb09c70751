import { autoencoder } from '@autoencoder-zoo/core';
import { featuresCode } from '@autoencoder-zoo/variants/codes/features';
import { denseDecoder } from '@autoencoder-zoo/variants/decoders/dense';
import { transformerEncoder } from '@autoencoder-zoo/variants/encoders/transformer';
import { squaredErrorLikelihood } from '@autoencoder-zoo/variants/likelihoods/squared-error';
import type { Workload } from './workload.js';

/** Attention: many small products of matrices, softmax, and normalisation of each token. */
export const transformer: Workload = {
  name: 'transformer',
  title: 'transformer block, 49 patches of 64, 4 heads, batch 128',
  input: [28, 28],
  batchSize: 128,
  make: () =>
    autoencoder({
      input: [28, 28],
      encoder: transformerEncoder({ patch: [4, 4], width: 64, heads: 4, blocks: 1 }),
      code: featuresCode(),
      decoder: denseDecoder(),
      likelihood: squaredErrorLikelihood(),
    }),
};
