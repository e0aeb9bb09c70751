import {
  classifier,
  earlyStopping,
  stochasticGradientDescent,
  type Classifier,
  type Shape,
} from '@autoencoder-zoo/core';
import { denoising } from '@autoencoder-zoo/variants/denoising';
import { denseDecoder } from '@autoencoder-zoo/variants/decoders/dense';
import { denseEncoder } from '@autoencoder-zoo/variants/encoders/dense';
import { deterministicCode } from '@autoencoder-zoo/variants/codes/deterministic';
import { handOver } from '@autoencoder-zoo/variants/stages/hand-over';
import {
  atLeast,
  atMost,
  defineExperiment,
  onEverySeed,
  within,
  type RunContext,
} from '../framework/index.js';
import {
  figuresChart,
  filterGrid,
  lineChart,
  lineOverSeeds,
  sideBySide,
  svgOf,
  titled,
} from '@autoencoder-zoo/pictures';
import { heldOutDigits, kernelOf } from '../helpers/index.js';

const digit = { height: 28, width: 28, channels: 1 };

interface Settings {
  /** Digits to learn from and to choose the epoch by; the test set is always whole. */
  readonly digits: { readonly train: number; readonly validation: number };
  /** Units of each of the three layers. */
  readonly units: number;
  readonly epochs: { readonly pretraining: number; readonly fineTuning: number };
}

/** The kernel that filters are shown of. */
const first = 'encoder/0/kernel';

/** The rates are those of the protocol for batches of this size, see the page. */
const pretraining = {
  batchSize: 100,
  optimiser: stochasticGradientDescent({ learningRate: 0.1 }),
};
const fineTuning = {
  batchSize: 20,
  optimiser: stochasticGradientDescent({ learningRate: 0.2, momentum: 0.9 }),
};

/** Stacked denoising autoencoders, as the tutorial of deeplearning.net trains them. */
export const experiment = defineExperiment({
  name: 'stacked-denoising',
  module: import.meta.url,
  title: 'Stacked denoising autoencoders on MNIST',
  settings: {
    full: {
      digits: { train: 50_000, validation: 10_000 },
      units: 1000,
      epochs: { pretraining: 15, fineTuning: 30 },
    },
    quick: {
      digits: { train: 10_000, validation: 2_000 },
      units: 400,
      epochs: { pretraining: 10, fineTuning: 12 },
    },
  } satisfies Record<string, Settings>,
  rows: [
    {
      what: 'test error with pre-training, %',
      figure: 'pretrained',
      published: 1.3,
      source:
        'the tutorial of deeplearning.net on stacked denoising autoencoders (Vincent et al. 2010: 1.28 ± 0.22)',
      bound: within(1.3, 0.15),
      quickBound: atMost(5),
      digits: 2,
    },
    {
      what: 'test error without pre-training, %',
      figure: 'random',
      published: 1.65,
      source:
        'the tutorial of deeplearning.net on multilayer perceptrons, with one layer of 500 units',
      bound: within(1.65, 0.15),
      quickBound: atMost(8),
      digits: 2,
    },
    {
      what: 'what pre-training gains, percentage points',
      figure: 'gain',
      published: 0.35,
      source: 'the difference of the two',
      bound: onEverySeed(atLeast(0.01)),
      quickBound: onEverySeed(atLeast(0.01)),
      digits: 2,
    },
  ],

  async run(seed, context) {
    const { units, epochs } = context.settings;
    const { train, test } = await heldOutDigits(context.settings.digits);
    const layers = await context.pretrain('pre-training', train, {
      layers: [0.1, 0.2, 0.3].map((rate) => (input) => layer(input, { units, rate, seed })),
      ...pretraining,
      epochs: epochs.pretraining,
    });
    const pretrained = deepClassifier(units, seed);
    handOver(layers, pretrained);
    for (const used of layers) used.dispose();
    const random = deepClassifier(units, seed);

    const untouched = kernelOf(pretrained, first);
    const errors = {
      pretrained: await fineTune('fine-tuning', pretrained, context),
      random: await fineTune('without pre-training', random, context),
    };
    const error = async (model: Digits) => 100 * (await model.evaluate(test))['errorRate'];
    const figures = { pretrained: await error(pretrained), random: await error(random) };
    return {
      figures: { ...figures, gain: figures.random - figures.pretrained },
      material: {
        errors,
        filters: {
          pretrained: untouched,
          fineTuned: kernelOf(pretrained, first),
          random: kernelOf(random, first),
        },
      },
    };
  },

  pictures(outcomes, { quick }) {
    const [{ material }] = outcomes;
    const errors = outcomes.map((outcome) => outcome.material.errors);
    const error = (
      name: string,
      published: number,
      of: (figures: (typeof outcomes)[number]['figures']) => number,
    ) => ({
      name,
      published,
      values: outcomes.map(({ figures }) => of(figures)),
      bound: within(published, 0.15),
    });
    const filters = (title: string, values: Float32Array) =>
      titled(title, filterGrid(values, { shape: digit, count: 36, columns: 6 }));
    return [
      {
        file: 'errors.svg',
        contents: svgOf(
          'Validation error over epochs of fine-tuning, with and without pre-training',
          lineChart({
            lines: [
              lineOverSeeds(
                'with pre-training',
                errors.map(({ pretrained }) => pretrained),
              ),
              lineOverSeeds(
                'without',
                errors.map(({ random }) => random),
              ),
            ],
            axes: ['epoch of fine-tuning', 'validation error, %'],
            y: [0, quick ? 8 : 4],
          }),
        ),
      },
      {
        file: 'figures.svg',
        contents: svgOf(
          'Test errors of each seed beside the published ones',
          figuresChart(
            [
              error('with pre-training', 1.3, ({ pretrained }) => pretrained),
              error('without', 1.65, ({ random }) => random),
            ],
            { label: 'test error, %' },
          ),
        ),
      },
      {
        file: 'filters.svg',
        contents: svgOf(
          'Filters of the first layer: pre-trained, and after fine-tuning with and without pre-training',
          sideBySide([
            filters('pre-trained', material.filters.pretrained),
            filters('then fine-tuned', material.filters.fineTuned),
            filters('without pre-training', material.filters.random),
          ]),
        ),
      },
    ];
  },
});

type Digits = Classifier<readonly [784], readonly [number]>;

/** A denoising autoencoder with tied weights, one layer of the stack. */
function layer(
  input: Shape,
  { units, rate, seed }: { readonly units: number; readonly rate: number; readonly seed: number },
) {
  return denoising({
    input,
    latentDim: units,
    codeActivation: 'sigmoid',
    tied: true,
    noise: 'masking',
    rate,
    initialiser: 'glorotSigmoid',
    seed,
  });
}

/** 784 pixels, three layers of sigmoid units, ten classes. */
function deepClassifier(units: number, seed: number): Digits {
  const sigmoid = { activation: 'sigmoid', initialiser: 'glorotSigmoid' } as const;
  return classifier({
    input: [784],
    encoder: denseEncoder({ hidden: [units, units], ...sigmoid }),
    code: deterministicCode({ dim: units, ...sigmoid }),
    decoder: denseDecoder({ initialiser: 'zeros' }),
    classes: 10,
    seed,
  });
}

/**
 * Trains all layers on labels; the model is left with the weights of the epoch that
 * errs least on the validation digits.
 *
 * @returns Validation error after each epoch, in percent.
 */
async function fineTune(
  name: string,
  model: Digits,
  { settings, fit }: RunContext<Settings>,
): Promise<readonly number[]> {
  const { train, validation } = await heldOutDigits(settings.digits);
  const epochs = settings.epochs.fineTuning;
  const history = await fit(name, model, train, {
    ...fineTuning,
    epochs,
    validation,
    callbacks: [earlyStopping({ monitor: 'validation.errorRate', patience: epochs })],
  });
  return history.validation['errorRate'].map((rate) => 100 * rate);
}
