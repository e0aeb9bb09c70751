import * as layers from '@tensorflow/tfjs-layers';
import { autoencoder, type Autoencoder } from '@autoencoder-zoo/core';
import { denoising } from '@autoencoder-zoo/variants/denoising';
import { denseDecoder } from '@autoencoder-zoo/variants/decoders/dense';
import { gaussianCode } from '@autoencoder-zoo/variants/codes/gaussian';
import { gru } from '@autoencoder-zoo/variants/gru';
import { importanceWeighted } from '@autoencoder-zoo/variants/importance-weighted';
import { layersEncoder } from '@autoencoder-zoo/variants/encoders/layers';
import { lstm } from '@autoencoder-zoo/variants/lstm';
import { sparse } from '@autoencoder-zoo/variants/sparse';
import { squaredErrorLikelihood } from '@autoencoder-zoo/variants/likelihoods/squared-error';
import { variational } from '@autoencoder-zoo/variants/variational';

const small = { input: [6], hidden: [5], latentDim: 2 };
const sequences = { input: [4, 2], units: 3, latentDim: 2 } as const;

/** Small models of many kinds. */
export const models: readonly (() => Autoencoder)[] = [
  () => {
    const model = variational({ ...small, scaling: 'standard' });
    model.setScaling({
      kind: 'standard',
      offset: [0, 1, 2, 3, 4, 5],
      factor: [1, 2, 1, 2, 1, 2],
    });
    return model;
  },
  () => importanceWeighted(small),
  () => denoising({ ...small, rate: 0.3 }),
  () => sparse({ input: [6], latentDim: 4 }),
  () => lstm(sequences),
  () => gru(sequences),
  () =>
    autoencoder({
      input: [6],
      encoder: layersEncoder({
        model: layers.sequential({
          layers: [
            layers.layers.dense({ inputShape: [6], units: 5, activation: 'relu' }),
            layers.layers.batchNormalization(),
          ],
        }),
      }),
      code: gaussianCode({ dim: 2 }),
      decoder: denseDecoder({ hidden: [5] }),
      likelihood: squaredErrorLikelihood(),
    }),
];

/** The files of each of them. */
export async function filesOfModels() {
  const all = [];
  for (const make of models) {
    const model = make();
    const { 'model.json': spec, 'weights.safetensors': weights } = await model.files();
    all.push({ spec, weights });
    model.dispose();
  }
  return all;
}
