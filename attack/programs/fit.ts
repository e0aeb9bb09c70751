// Trains with a checkpoint and goes on from one: path, epochs, steps between checkpoints.
import {
  Dataset,
  earlyStopping,
  fit,
  RandomStream,
  reduceLearningRateOnPlateau,
} from '@autoencoder-zoo/core';
import { variational } from '@autoencoder-zoo/variants/variational';

const [path, epochs, everySteps] = process.argv.slice(2);
const values = new RandomStream(1, 'attack').uniform(new Float32Array(600 * 64));
const data = new Dataset({ name: 'noise', values, shape: [64] });
const model = variational({
  input: [64],
  hidden: [96],
  latentDim: 8,
  scaling: 'standard',
  likelihood: 'squaredError',
  seed: 3,
});
await fit(model, data.slice(0, 500), {
  epochs: Number(epochs),
  batchSize: 25,
  seed: 7,
  clipNorm: 50,
  validation: data.slice(500, 600),
  checkpoint: { path, everySteps: Number(everySteps) },
  resume: true,
  callbacks: [reduceLearningRateOnPlateau({ patience: 2 }), earlyStopping({ patience: 1000 })],
});
