// Trains where there is no Node: hands its result to the global `done`.
import { Dataset, fit, RandomStream } from '@autoencoder-zoo/core';
import { variational } from '@autoencoder-zoo/variants/variational';

/** What the page gives. */
declare function done(losses: Promise<readonly number[]>): void;

async function losses(): Promise<readonly number[]> {
  const shape = [6] as const;
  const values = new RandomStream(1, 'data').uniform(new Float32Array(32 * 6));
  const data = new Dataset({ name: 'random', values, shape });
  const model = variational({ input: shape, hidden: [8], latentDim: 2 });
  model.engine = { engine: 'eager', backend: 'cpu' };
  const { training } = await fit(model, data, { epochs: 5, batchSize: 16 });
  await model.reconstruct(data);
  return training['loss'];
}

done(losses());
