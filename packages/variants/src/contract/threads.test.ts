import { Dataset, fit, type Autoencoder } from '@autoencoder-zoo/core';
import { expect, it } from 'vitest';
import { adversarial } from '../recipes/adversarial.js';
import { convolutional } from '../recipes/convolutional.js';
import { gru } from '../recipes/gru.js';
import { ladder } from '../recipes/ladder.js';
import { lstm } from '../recipes/lstm.js';
import { topK } from '../recipes/top-k.js';
import { underComplete } from '../recipes/under-complete.js';
import { vectorQuantised } from '../recipes/vector-quantised.js';

const values = Float32Array.from({ length: 130 * 300 }, (_, i) => Math.sin((i * i) % 1009) / 2 + 0.5); // prettier-ignore

// Sizes at which ONNX Runtime by itself adds up in another order on other threads.
const models: Readonly<Record<string, [() => Autoencoder, shape: number[], batchSize: number]>> = {
  underComplete: [() => underComplete({ input: [300], hidden: [400, 250], latentDim: 33 }), [300], 64], // prettier-ignore
  'underComplete of a code of one': [() => underComplete({ input: [300], hidden: [512], latentDim: 1 }), [300], 3], // prettier-ignore
  adversarial: [() => adversarial({ input: [300], hidden: [300], latentDim: 8 }), [300], 100],
  topK: [() => topK({ input: [300], latentDim: 1024, k: 16 }), [300], 60],
  ladder: [() => ladder({ input: [300] }), [300], 30],
  convolutional: [() => convolutional({ input: [20, 15, 1] }), [20, 15, 1], 10],
  vectorQuantised: [() => vectorQuantised({ input: [20, 15, 1] }), [20, 15, 1], 10],
  lstm: [() => lstm({ input: [10, 30], units: 150, latentDim: 7 }), [10, 30], 64],
  gru: [() => gru({ input: [10, 30], units: 150, latentDim: 7 }), [10, 30], 20],
};

it.each(Object.entries(models))('gives the same bits on any threads: %s', async (_, given) => {
  const [make, shape, batchSize] = given;
  const data = new Dataset({ name: 'irregular', values, shape });
  const trained = async (threads: number) => {
    const model = make();
    model.engine = { threads };
    await fit(model, data, { batchSize, steps: 3 });
    const results = [
      model.variables.map(({ variable }) => Array.from(variable.dataSync())),
      [...(await model.encode(data, { batchSize: 7 }))],
      [...(await model.reconstruct(data, { batchSize: 64 }))],
      await model.evaluate(data, { batchSize }),
    ];
    model.dispose();
    return results;
  };
  const one = await trained(1);
  for (const threads of [2, 4, 8]) expect(await trained(threads)).toEqual(one);
});
