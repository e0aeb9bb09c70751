import { autoencoder } from '@autoencoder-zoo/core';
import { deterministicCode } from '@autoencoder-zoo/variants/codes/deterministic';
import { layersDecoder } from '@autoencoder-zoo/variants/decoders/layers';
import { layersEncoder } from '@autoencoder-zoo/variants/encoders/layers';
import { squaredErrorLikelihood } from '@autoencoder-zoo/variants/likelihoods/squared-error';
import { layers, sequential } from '@tensorflow/tfjs-layers';
import type { Workload } from './workload.js';

const strided = { kernelSize: 3, strides: 2, padding: 'same', activation: 'relu' } as const;

function encoder() {
  return sequential({
    layers: [
      layers.conv2d({ ...strided, inputShape: [28, 28, 1], filters: 32 }),
      layers.conv2d({ ...strided, filters: 64 }),
      layers.flatten(),
    ],
  });
}

function decoder() {
  return sequential({
    layers: [
      layers.dense({ inputShape: [32], units: 7 * 7 * 64, activation: 'relu' }),
      layers.reshape({ targetShape: [7, 7, 64] }),
      layers.conv2dTranspose({ ...strided, filters: 32 }),
      layers.conv2dTranspose({ ...strided, filters: 1, activation: 'sigmoid' }),
    ],
  });
}

/** Convolutions written with TensorFlow.js layers. */
export const convolutional: Workload = {
  name: 'convolutional',
  title: 'convolutional 32/64 stride 2, batch 128',
  input: [28, 28, 1],
  batchSize: 128,
  make: () =>
    autoencoder({
      input: [28, 28, 1],
      encoder: layersEncoder({ model: encoder() }),
      code: deterministicCode({ dim: 32 }),
      decoder: layersDecoder({ model: decoder() }),
      likelihood: squaredErrorLikelihood(),
    }),
};
