import {
  anneal,
  autoencoder,
  Dataset,
  earlyStopping,
  RandomStream,
  reduceLearningRateOnPlateau,
} from '@autoencoder-zoo/core';
import { adam, exponentialDecay } from '@autoencoder-zoo/engine';
import { gaussianLikelihood } from '@autoencoder-zoo/variants/likelihoods/gaussian';
import { denseDecoder } from '@autoencoder-zoo/variants/decoders/dense';
import { gaussianCode } from '@autoencoder-zoo/variants/codes/gaussian';
import { layersEncoder } from '@autoencoder-zoo/variants/encoders/layers';
import { masking } from '@autoencoder-zoo/variants/corruptions/masking';
import { initializers, layers, sequential } from '@tensorflow/tfjs-layers';

const shape = [12] as const;

/** Samples which the last batch of an epoch cannot be filled with. */
export const samples = random(70, 'training');

/** Epochs of 5 steps. */
export const epochs = 20;

/**
 * A model and the options of a run with everything that lives longer than a step: moments, a rate
 * that follows a schedule and is lowered by a callback, clipping, a growing weight of a term,
 * running averages, damage and draws by chance, a short last batch, the best weights so far.
 */
export function everything() {
  const model = autoencoder({
    input: shape,
    corruption: masking({ rate: 0.3 }),
    encoder: layersEncoder({
      model: sequential({
        layers: [
          layers.dense({
            inputShape: [12],
            units: 10,
            activation: 'relu',
            kernelInitializer: initializers.glorotNormal({ seed: 1 }),
          }),
          layers.batchNormalization(),
        ],
      }),
    }),
    code: gaussianCode({ dim: 3, beta: anneal(1, { epochs: 2.5 }) }),
    decoder: denseDecoder({ hidden: [10] }),
    likelihood: gaussianLikelihood({ variance: 'learned' }),
    scaling: 'standard',
  });
  const options = {
    epochs,
    batchSize: 16,
    seed: 7,
    clipNorm: 5,
    optimiser: adam({
      learningRate: exponentialDecay({ initial: 0.03, rate: 0.9, every: 10 }),
    }),
    validation: random(30, 'validation'),
    callbacks: [
      earlyStopping({ patience: 4, minDelta: 0.04 }),
      reduceLearningRateOnPlateau({ monitor: 'validation.loss', patience: 1, factor: 0.5 }),
    ],
  };
  return { model, options };
}

function random(count: number, purpose: string) {
  const values = new RandomStream(3, purpose).uniform(new Float32Array(count * shape[0]));
  return new Dataset({ name: purpose, values, shape });
}
