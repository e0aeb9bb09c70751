import { importanceSampledLogLikelihood, rmsProp, type Autoencoder } from '@autoencoder-zoo/core';
import { mnist } from '@autoencoder-zoo/datasets/mnist';
import { flowVariational } from '@autoencoder-zoo/variants/flow-variational';
import { variational } from '@autoencoder-zoo/variants/variational';
import {
  imageGrid,
  lineChart,
  lineOverSeeds,
  stacked,
  svgOf,
  titled,
} from '@autoencoder-zoo/pictures';
import {
  atLeast,
  atMost,
  defineExperiment,
  onEverySeed,
  within,
  type RunContext,
} from '../framework/index.js';

interface Settings {
  /** Training digits. */
  readonly digits: number;
  readonly epochs: number;
  /** Test digits whose likelihood is estimated, and codes drawn for each. */
  readonly likelihood: { readonly digits: number; readonly draws: number };
}

const source =
  'https://github.com/jaanli/variational-autoencoder, on digits binarised once and for all';

/** One network, with a normal posterior and with one that an inverse autoregressive flow shapes. */
export const experiment = defineExperiment({
  name: 'autoregressive-flow',
  module: import.meta.url,
  title: 'Inverse autoregressive flow as posterior on binarised MNIST',
  settings: {
    full: { digits: 60_000, epochs: 64, likelihood: { digits: 10_000, draws: 1000 } },
    quick: { digits: 20_000, epochs: 5, likelihood: { digits: 500, draws: 200 } },
  } satisfies Record<string, Settings>,
  rows: [
    {
      what: 'negative log likelihood of a test digit, normal posterior, nats',
      figure: 'normal',
      published: 97.1,
      source,
      bound: within(97.1, 4),
      quickBound: atMost(150),
      digits: 2,
    },
    {
      what: 'the same, through the flow, nats',
      figure: 'flow',
      published: 95.33,
      source,
      bound: within(95.33, 4),
      quickBound: atMost(150),
      digits: 2,
    },
    {
      what: 'what the flow gains, nats',
      figure: 'gain',
      published: 1.77,
      source,
      bound: onEverySeed(atLeast(1)),
      digits: 2,
    },
    {
      what: 'negative bound of a test digit, normal posterior, nats',
      figure: 'normalBound',
      digits: 2,
      detail: true,
    },
    {
      what: 'the same, through the flow, nats',
      figure: 'flowBound',
      digits: 2,
      detail: true,
    },
  ],

  async run(seed, context) {
    const sizes = { input: [784], hidden: [256, 256], latentDim: 128, seed } as const;
    const normal = await measured('normal', variational(sizes), seed, context);
    const flow = await measured(
      'flow',
      flowVariational({ ...sizes, flowSteps: 2, flowHidden: [256, 256] }),
      seed,
      context,
    );
    return {
      figures: {
        normal: normal.negativeLogLikelihood,
        flow: flow.negativeLogLikelihood,
        gain: normal.negativeLogLikelihood - flow.negativeLogLikelihood,
        normalBound: normal.bounds.at(-1)!,
        flowBound: flow.bounds.at(-1)!,
      },
      material: { normal, flow },
    };
  },

  pictures(outcomes, { quick }) {
    const [{ material }] = outcomes;
    const digit = { height: 28, width: 28, channels: 1 };
    const models = [
      { name: 'normal posterior', of: 'normal' },
      { name: 'through the flow', of: 'flow' },
    ] as const;
    return [
      {
        file: 'bound.svg',
        contents: svgOf(
          'Negative bound of test digits over epochs, with a normal posterior and with the flow',
          lineChart({
            lines: models.map(({ name, of }) =>
              lineOverSeeds(
                name,
                outcomes.map((outcome) => outcome.material[of].bounds),
              ),
            ),
            axes: ['epoch', 'bound of a test digit, nats'],
            ...(!quick && { y: [95, 115] }),
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

/** Trains a model, and estimates the likelihood of test digits. */
async function measured(
  name: string,
  model: Autoencoder<readonly [784], readonly [128]>,
  seed: number,
  { settings, stage, fit, signal, note }: RunContext<Settings>,
) {
  const grey = await mnist();
  const test = grey.test.binarise();
  const { validation } = await fit(name, model, grey.train.slice(0, settings.digits).binarise(), {
    epochs: settings.epochs,
    batchSize: 128,
    optimiser: rmsProp({ learningRate: 0.001, centered: true }),
    validation: test,
  });
  const likelihood = await stage(`${name}, likelihood`, async () => {
    const { digits, draws } = settings.likelihood;
    note(`${name}: log likelihood of ${digits} test digits by ${draws} draws each`);
    const options = { draws, seed, signal };
    const { mean } = await importanceSampledLogLikelihood(model, test.slice(0, digits), options);
    return { negativeLogLikelihood: -mean };
  });
  return {
    ...likelihood,
    bounds: validation['loss'],
    samples: await model.sample(48, { seed }),
  };
}
