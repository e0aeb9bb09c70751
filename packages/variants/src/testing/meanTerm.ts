import { inputNames, RandomStream, trainingMode, type Model } from '@autoencoder-zoo/core';
import { sizeOf } from '@autoencoder-zoo/engine';
import * as tf from '@tensorflow/tfjs-core';

/** A term of a model on samples, averaged over the batch, with noise drawn by its fill. */
export function meanTerm(model: Model, x: tf.Tensor, name: string): number {
  const noise = model.network.declarations.noise.map((site) => {
    const shape = site.per === 'batch' ? site.shape : [x.shape[0], ...site.shape];
    const values = new Float32Array(sizeOf(shape));
    site.fill(new RandomStream(1, site.name), values);
    return [inputNames.noise(site), tf.tensor(values, [...shape])];
  });
  const inputs = { x, ...(Object.fromEntries(noise) as Record<string, tf.Tensor>) };
  const terms = model.network.terms(model.network.batch(inputs, trainingMode));
  return terms[name].value.dataSync()[0];
}
