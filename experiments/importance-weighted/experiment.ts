import { importanceSampledLogLikelihood, startAtMean } from '@autoencoder-zoo/core';
import { activeUnits } from '@autoencoder-zoo/measures';
import { mnist } from '@autoencoder-zoo/datasets/mnist';
import { atLeast, atMost, between, defineExperiment, type RunContext } from '../framework/index.js';
import {
  imageGrid,
  lineChart,
  lineOverSeeds,
  stacked,
  svgOf,
  titled,
} from '@autoencoder-zoo/pictures';
import { batchSize, ladder, modelWith, passesOf } from './network.js';

interface Settings {
  /** Training digits. */
  readonly digits: number;
  /** Rungs of the ladder of learning rates: 1, 3, 9 ... passes. */
  readonly rungs: number;
  /** Test digits whose likelihood is estimated, and codes drawn for each. */
  readonly likelihood: { readonly digits: number; readonly draws: number };
}

const source =
  'Burda, Grosse & Salakhutdinov, "Importance Weighted Autoencoders", 2016, table 1, after 3,280 passes';

/** One network, trained by the bound of one draw and by that of five. */
export const experiment = defineExperiment({
  name: 'importance-weighted',
  module: import.meta.url,
  title: 'Variational and importance-weighted autoencoders on binarised MNIST',
  settings: {
    full: { digits: 60_000, rungs: 5, likelihood: { digits: 10_000, draws: 5000 } },
    quick: { digits: 30_000, rungs: 2, likelihood: { digits: 500, draws: 500 } },
  } satisfies Record<string, Settings>,
  rows: [
    {
      what: 'negative log likelihood of a test digit, one draw (variational), nats',
      figure: 'variational',
      published: 86.76,
      source,
      bound: atMost(89.76),
      quickBound: atMost(130),
      digits: 2,
    },
    {
      what: 'the same, five draws (importance-weighted), nats',
      figure: 'importanceWeighted',
      published: 85.54,
      source,
      bound: atMost(88.54),
      quickBound: atMost(130),
      digits: 2,
    },
    {
      what: 'what four more draws gain, nats',
      figure: 'gain',
      published: 1.22,
      source,
      bound: between(0.7, 1.7),
      quickBound: atLeast(1),
      digits: 2,
    },
    {
      what: 'active units of 50, one draw',
      figure: 'activeVariational',
      published: 19,
      source,
      digits: 1,
    },
    {
      what: 'active units of 50, five draws',
      figure: 'activeImportanceWeighted',
      published: 22,
      source,
      digits: 1,
    },
  ],

  async run(seed, context) {
    const one = await modelOf(1, seed, context);
    const five = await modelOf(5, seed, context);
    return {
      figures: {
        variational: one.negativeLogLikelihood,
        importanceWeighted: five.negativeLogLikelihood,
        gain: one.negativeLogLikelihood - five.negativeLogLikelihood,
        activeVariational: one.active,
        activeImportanceWeighted: five.active,
      },
      material: { one, five },
    };
  },

  pictures(outcomes, { quick }) {
    const [{ material }] = outcomes;
    const digit = { height: 28, width: 28, channels: 1 };
    const models = [
      { name: 'one draw', of: 'one' },
      { name: 'five draws', of: 'five' },
    ] as const;
    return [
      {
        file: 'bound.svg',
        contents: svgOf(
          'Negative bound of test digits over passes, by one draw and by five',
          lineChart({
            lines: models.map(({ name, of }) =>
              lineOverSeeds(
                name,
                outcomes.map((outcome) => outcome.material[of].bounds),
              ),
            ),
            axes: ['pass over the training digits', 'bound of a test digit, nats'],
            ...(!quick && { y: [90, 105] }),
          }),
        ),
      },
      {
        file: 'active-units.svg',
        contents: svgOf(
          'Variance of the mean of each unit of the code over test digits',
          lineChart({
            lines: models.map(({ name, of }) =>
              lineOverSeeds(
                name,
                outcomes.map((outcome) => outcome.material[of].variances),
              ),
            ),
            levels: [{ name: 'active above', y: 0.01 }],
            axes: ['unit of the code, by variance', 'variance of its mean'],
            scale: 'log',
          }),
        ),
      },
      {
        file: 'samples.svg',
        contents: svgOf(
          'Digits decoded from codes drawn from the prior',
          stacked(
            models.map(({ name, of }) =>
              titled(name, imageGrid(material[of].samples, { shape: digit, columns: 16 })),
            ),
            8,
          ),
        ),
      },
    ];
  },
});

/**
 * Trains the network of the paper by the bound of so many draws, and measures it on test digits.
 */
async function modelOf(
  draws: number,
  seed: number,
  { settings, stage, fit, signal, note }: RunContext<Settings>,
) {
  const grey = await mnist();
  const train = grey.train.slice(0, settings.digits).binarise();
  const test = grey.test.binarise();
  const name = draws === 1 ? 'one draw' : `${draws} draws`;
  const model = modelWith(draws, seed);
  startAtMean(model, grey.train.slice(0, settings.digits));
  const { validation } = await fit(name, model, train, {
    epochs: passesOf(settings.rungs),
    batchSize,
    optimiser: ladder(settings.rungs, Math.ceil(train.length / batchSize)),
    validation: test.slice(0, 2000),
  });
  const measured = await stage(`${name}, likelihood`, async () => {
    const { digits, draws } = settings.likelihood;
    note(`${name}: log likelihood of ${digits} test digits by ${draws} draws each`);
    const options = { draws, seed, signal };
    const { mean } = await importanceSampledLogLikelihood(model, test.slice(0, digits), options);
    return { negativeLogLikelihood: -mean };
  });
  const codes = await model.encode(test, { seed });
  return {
    ...measured,
    active: activeUnits(codes),
    variances: variancesOf(codes, 50),
    bounds: validation['loss'],
    samples: await model.sample(48, { seed }),
  };
}

/** Variance of each column of `[samples, width]`, the largest first. */
function variancesOf(values: Float32Array, width: number): number[] {
  const samples = values.length / width;
  const means = Array.from({ length: width }, () => 0);
  values.forEach((value, index) => (means[index % width] += value / samples));
  const variances = means.map(() => 0);
  values.forEach((value, index) => {
    variances[index % width] += (value - means[index % width]) ** 2 / samples;
  });
  return variances.sort((a, b) => b - a);
}
