import { Dataset } from '@autoencoder-zoo/core';
import { underComplete } from '@autoencoder-zoo/variants/under-complete';
import { atMost, within } from '../bound.js';
import { defineExperiment } from '../experiment.js';

/** What the small experiment did, in order. */
export type Log = string[];

/** An experiment of a second, with a stage, a training and a picture. */
export function smallExperiment(
  log: Log,
  { epochs = 40, afterEpoch = (): void => undefined, module = import.meta.url } = {},
) {
  return defineExperiment({
    name: 'small',
    module,
    title: 'A small experiment',
    settings: { full: { epochs }, quick: { epochs: 1 } },
    rows: [
      {
        what: 'loss',
        figure: 'loss',
        published: 0.5,
        source: 'nobody',
        bound: atMost(100),
        quickBound: atMost(1000),
      },
      { what: 'offset', figure: 'offset', published: 7, bound: within(100, 1), digits: 1 },
      { what: 'spread', figure: 'offset', detail: true },
    ],
    async run(seed, { settings, stage, fit }) {
      const values = await stage('data', () => {
        log.push(`data ${seed}`);
        return Float32Array.from({ length: 64 * 8 }, (_, i) => Math.sin(i * (seed + 1)));
      });
      const data = new Dataset({ name: 'waves', values, shape: [8] });
      const model = underComplete({ input: [8], hidden: [], latentDim: 2, seed });
      const { training } = await fit('waves', model, data, {
        epochs: settings.epochs,
        batchSize: 4,
        callbacks: [{ onEpochEnd: () => afterEpoch() }],
      });
      log.push(`trained ${seed}`);
      return {
        figures: { loss: training['loss'].at(-1)!, offset: seed },
        material: { losses: training['loss'], codes: await model.encode(data) },
      };
    },
    pictures(outcomes) {
      log.push('pictures');
      const shapes = outcomes.map(({ material }) => material.codes.shape.join('x'));
      return [{ file: 'shapes.svg', contents: `<svg>${shapes.join(' ')}</svg>` }];
    },
  });
}
