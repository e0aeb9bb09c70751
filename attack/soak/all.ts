import { join } from 'node:path';
import { Dataset, fit, RandomStream, train } from '@autoencoder-zoo/core';
import { load } from '@autoencoder-zoo/variants';
import { variational } from '@autoencoder-zoo/variants/variational';
import { soaked } from './soak.js';

const values = new RandomStream(1, 'attack').uniform(new Float32Array(512 * 8));
const data = new Dataset({ name: 'noise', values, shape: [8] });
const make = () => variational({ input: [8], hidden: [16], latentDim: 2 });

/** Steps of one training. */
const steps = soaked({
  unit: 'steps of a training',
  full: 24_000,
  quick: 2400,
  begin() {
    const model = make();
    const events = train(model, data, {
      epochs: 1e6,
      batchSize: 32,
      validation: data.slice(0, 64),
    });
    return Promise.resolve(async (count) => {
      for (let done = 0; done < count;) {
        const { value } = await events.next();
        if (typeof value === 'object' && 'kind' in value && value.kind === 'batch') done++;
      }
    });
  },
});

/** Trainings of one model. */
const fits = soaked({
  unit: 'trainings of a model',
  full: 2000,
  quick: 48,
  begin() {
    const model = make();
    const few = data.slice(0, 64);
    return Promise.resolve(async (count) => {
      for (let i = 0; i < count; i++) await fit(model, few, { epochs: 1, batchSize: 32 });
    });
  },
});

/** Models that are loaded, used and freed. */
const loads = soaked({
  unit: 'loads of a model',
  full: 500,
  quick: 24,
  async begin({ folder }) {
    const saved = join(folder, 'model');
    const model = make();
    await model.save(saved);
    model.dispose();
    return async (count) => {
      for (let i = 0; i < count; i++) {
        const model = await load(saved);
        await model.encode(data);
        await model.decode([[0, 0]]);
        model.dispose();
      }
    };
  },
});

/** Trainings that are left after their first step; their models are freed. */
const abandoned = soaked({
  unit: 'trainings begun and left',
  full: 200,
  quick: 24,
  begin: () =>
    Promise.resolve(async (count) => {
      for (let i = 0; i < count; i++) {
        const model = make();
        const events = train(model, data, { epochs: 2, batchSize: 64 });
        await events.next();
        await events.next();
        await events.return({ training: {}, validation: {}, learningRate: [] });
        model.dispose();
      }
    }),
});

/** Work that is done over and over. */
export const soaks = [steps, fits, loads, abandoned];
