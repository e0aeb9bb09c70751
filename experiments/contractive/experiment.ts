import { masking } from '@autoencoder-zoo/variants/corruptions/masking';
import { atLeast, atMost, defineExperiment, onEverySeed, within } from '../framework/index.js';
import {
  figuresChart,
  filterGrid,
  lineChart,
  lineOverSeeds,
  sideBySide,
  svgOf,
  titled,
} from '@autoencoder-zoo/pictures';
import { bins, learn, type Settings, type Trained } from './learn.js';

const digit = { height: 28, width: 28, channels: 1 };
const source = 'Rifai et al. 2011, table 1';

/** Contractive, denoising and plain autoencoders as the first layer of a classifier. */
export const experiment = defineExperiment({
  name: 'contractive',
  module: import.meta.url,
  title: 'Contractive autoencoders on MNIST',
  settings: {
    full: {
      digits: { train: 50_000, validation: 10_000 },
      units: 1000,
      epochs: { pretraining: 20, fineTuning: 20 },
      weights: [0.1, 0.3],
    },
    quick: {
      digits: { train: 10_000, validation: 2_000 },
      units: 400,
      epochs: { pretraining: 10, fineTuning: 10 },
      weights: [0.3],
    },
  } satisfies Record<string, Settings>,
  rows: [
    {
      what: 'test error, contractive, %',
      figure: 'contractiveError',
      published: 1.14,
      source,
      bound: within(1.14, 0.2),
      quickBound: atMost(5),
      digits: 2,
    },
    {
      what: 'test error, denoising (binary masking), %',
      figure: 'denoisingError',
      published: 1.57,
      source,
      bound: within(1.57, 0.2),
      digits: 2,
    },
    {
      what: 'test error, plain, %',
      figure: 'plainError',
      published: 1.78,
      source,
      bound: within(1.78, 0.2),
      digits: 2,
    },
    {
      what: 'smaller gap in the order contractive, denoising, plain, percentage points',
      figure: 'order',
      published: 0.21,
      source,
      bound: onEverySeed(atLeast(0.01)),
      digits: 2,
    },
    {
      what: 'squared Jacobian norm of the code, plain over contractive',
      figure: 'ratio',
      published: 24,
      source: `${source}: 17.5 over 0.73`,
      bound: onEverySeed(atLeast(10)),
      quickBound: atLeast(4),
      digits: 1,
    },
    {
      what: 'saturated units, contractive, %',
      figure: 'contractiveSaturated',
      published: 86.36,
      source,
      digits: 1,
    },
    {
      what: 'saturated units, plain, %',
      figure: 'plainSaturated',
      published: 49.9,
      source,
      digits: 1,
    },
    {
      what: 'saturated units, contractive over plain',
      figure: 'saturation',
      published: 1.73,
      source,
      bound: onEverySeed(atLeast(1.5)),
      quickBound: atLeast(1.5),
      digits: 2,
    },
  ],

  async run(seed, context) {
    const candidates: Trained[] = [];
    for (const weight of context.settings.weights) {
      candidates.push(await learn(`contractive ${weight}`, { weight }, seed, context));
    }
    const contractive = candidates.reduce((best, one) =>
      one.validationError < best.validationError ? one : best,
    );
    const corruption = masking({ rate: 0.3 });
    const denoising = await learn('denoising', { corruption }, seed, context);
    const plain = await learn('plain', {}, seed, context);
    return {
      figures: {
        contractiveError: contractive.testError,
        denoisingError: denoising.testError,
        plainError: plain.testError,
        order: Math.min(
          denoising.testError - contractive.testError,
          plain.testError - denoising.testError,
        ),
        ratio: plain.jacobians.at(-1)! / contractive.jacobians.at(-1)!,
        contractiveSaturated: contractive.saturated,
        denoisingSaturated: denoising.saturated,
        plainSaturated: plain.saturated,
        saturation: contractive.saturated / plain.saturated,
        weight: contractive.weight,
      },
      material: { contractive, denoising, plain, candidates },
    };
  },

  pictures(outcomes) {
    const kinds = ['contractive', 'denoising', 'plain'] as const;
    const of = (kind: (typeof kinds)[number]) => outcomes.map(({ material }) => material[kind]);
    const published = { contractive: 1.14, denoising: 1.57, plain: 1.78 };
    return [
      {
        file: 'errors.svg',
        contents: svgOf(
          'Test errors of each seed beside the published ones',
          figuresChart(
            kinds.map((kind) => ({
              name: kind,
              values: of(kind).map(({ testError }) => testError),
              published: published[kind],
              bound: within(published[kind], 0.2),
            })),
            { label: 'test error, %' },
          ),
        ),
      },
      {
        file: 'jacobian.svg',
        contents: svgOf(
          'Squared Jacobian norm of the code over epochs of pre-training, at validation digits',
          lineChart({
            lines: kinds.map((kind) =>
              lineOverSeeds(
                kind,
                of(kind).map(({ jacobians }) => jacobians),
              ),
            ),
            axes: ['epoch of pre-training', 'squared Jacobian norm'],
            scale: 'log',
          }),
        ),
      },
      {
        file: 'activations.svg',
        contents: svgOf(
          'How often units have which activation, after pre-training',
          lineChart({
            lines: kinds.map((kind) => ({
              name: kind,
              x: Array.from({ length: bins }, (_, bin) => (bin + 0.5) / bins),
              y: of(kind)[0].activations,
            })),
            axes: ['activation', 'share of units and digits, %'],
            x: [0, 1],
            scale: 'log',
          }),
        ),
      },
      {
        file: 'filters.svg',
        contents: svgOf(
          'Filters after pre-training: contractive, denoising and plain',
          sideBySide(
            kinds.map((kind) =>
              titled(
                kind,
                filterGrid(of(kind)[0].filters, { shape: digit, count: 36, columns: 6 }),
              ),
            ),
          ),
        ),
      },
    ];
  },
});
