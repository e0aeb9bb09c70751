import { autoencoder } from '@autoencoder-zoo/core';
import { deterministicCode } from '@autoencoder-zoo/variants/codes/deterministic';
import { lstmDecoder } from '@autoencoder-zoo/variants/decoders/lstm';
import { lstmEncoder } from '@autoencoder-zoo/variants/encoders/lstm';
import { squaredErrorLikelihood } from '@autoencoder-zoo/variants/likelihoods/squared-error';
import type { Workload } from './workload.js';

/**
 * Many small steps: sequences of several sensors, read from both ends and written from the start.
 */
export const bidirectionalLstm: Workload = {
  name: 'bidirectionalLstm',
  title: 'bidirectional 2-layer LSTM, 64 units, T=50, F=8, batch 64',
  input: [50, 8],
  batchSize: 64,
  make: () =>
    autoencoder({
      input: [50, 8],
      encoder: lstmEncoder({ units: 64, layers: 2, bidirectional: true }),
      code: deterministicCode({ dim: 32 }),
      decoder: lstmDecoder({ units: 64, layers: 2 }),
      likelihood: squaredErrorLikelihood(),
    }),
};
