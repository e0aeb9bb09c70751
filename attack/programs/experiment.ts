// Reproduces an experiment that takes a second. It has a stage, a training, a pre-training and a
// picture. Arguments: folder, epochs.
import { Dataset } from '@autoencoder-zoo/core';
import { defineExperiment, reproduce } from '@autoencoder-zoo/experiments';
import { underComplete } from '@autoencoder-zoo/variants/under-complete';

const [into, epochs = '320'] = process.argv.slice(2);
const settings = { epochs: Number(epochs) };
const experiment = defineExperiment({
  module: import.meta.url,
  name: 'attacked',
  title: 'An experiment to be killed',
  settings: { full: settings, quick: settings },
  rows: [{ what: 'loss', figure: 'loss', published: 0, digits: 3 }],
  async run(seed, { settings, stage, fit, pretrain }) {
    const values = await stage('waves', () =>
      Float32Array.from({ length: 64 * 8 }, (_, i) => Math.sin(i * (seed + 1))),
    );
    const data = new Dataset({ name: 'waves', values, shape: [8] });
    const model = underComplete({ input: [8], hidden: [6], latentDim: 2, seed });
    const { training } = await fit('training', model, data, settings);
    const layers = await pretrain('layers', data, {
      layers: [6, 3].map(
        (latentDim) => (input) => underComplete({ input, hidden: [], latentDim, seed }),
      ),
      epochs: 4,
    });
    const codes = await layers[0].encode(data);
    return { figures: { loss: training['loss'].at(-1)! }, material: { codes } };
  },
  pictures: ([{ material }]) => [
    { file: 'codes.svg', contents: `<svg>${material.codes.join(' ')}</svg>` },
  ],
});
await reproduce(experiment, { into, seeds: 1 });
