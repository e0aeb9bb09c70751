// Trains models big enough for ONNX Runtime to share the work among threads, and
// hashes the results.
import { createHash } from 'node:crypto';
import { Dataset, fit, RandomStream, type Autoencoder, type Shape } from '@autoencoder-zoo/core';
import { adam } from '@autoencoder-zoo/engine';
import { gru } from '@autoencoder-zoo/variants/gru';
import { lstm } from '@autoencoder-zoo/variants/lstm';
import { underComplete } from '@autoencoder-zoo/variants/under-complete';
import { variational } from '@autoencoder-zoo/variants/variational';

const { threads } = JSON.parse(process.argv[2]) as { threads: number };

const input = [28, 28] as const;
const values = new RandomStream(1, 'data').uniform(new Float32Array(300 * 784));
const sequences = new Dataset({ name: 'random', values, shape: input });
const pixels = sequences.reshape([784]);

async function hash<Input extends Shape>(model: Autoencoder<Input>, data: Dataset<Input>) {
  model.engine = { threads };
  const optimiser = adam({ learningRate: 0.001 });
  const history = await fit(model, data, { epochs: 10, batchSize: 100, optimiser, seed: 3 });
  const outputs = await model.reconstruct(data);
  const digest = createHash('sha256').update(JSON.stringify(history)).update(outputs);
  for (const { variable } of model.variables) digest.update(variable.dataSync());
  return digest.digest('hex');
}

console.log(
  JSON.stringify({
    dense: await hash(underComplete({ input: [784], hidden: [256], latentDim: 32 }), pixels),
    variational: await hash(variational({ input: [784] }), pixels),
    lstm: await hash(lstm({ input, units: 64 }), sequences),
    gru: await hash(gru({ input, units: 64 }), sequences),
  }),
);
