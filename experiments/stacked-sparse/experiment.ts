import {
  classifier,
  limitedMemoryBfgs,
  type Classifier,
  type Dataset,
  type Shape,
} from '@autoencoder-zoo/core';
import { mnist } from '@autoencoder-zoo/datasets/mnist';
import { denseDecoder } from '@autoencoder-zoo/variants/decoders/dense';
import { denseEncoder } from '@autoencoder-zoo/variants/encoders/dense';
import { deterministicCode } from '@autoencoder-zoo/variants/codes/deterministic';
import { handOver } from '@autoencoder-zoo/variants/stages/hand-over';
import { sparse } from '@autoencoder-zoo/variants/sparse';
import { weightDecay } from '@autoencoder-zoo/variants/penalties/weight-decay';
import { atLeast, defineExperiment, within } from '../framework/index.js';
import {
  figuresChart,
  filterGrid,
  lineChart,
  lineOverSeeds,
  svgOf,
} from '@autoencoder-zoo/pictures';
import { kernelOf } from '../helpers/index.js';

const digit = { height: 28, width: 28, channels: 1 };

/** Units of both layers. */
const units = 200;
/** Weight of half the squared weights, in each stage. */
const decay = 3e-3;
const source =
  'the exercise "Implement deep networks for digit classification" of UFLDL (Ng et al.)';

interface Settings {
  /** Training digits; the test set is always whole. */
  readonly digits: number;
  /** Of L-BFGS, in each stage. */
  readonly iterations: number;
}

/** Stacked sparse autoencoders, as the exercise of UFLDL trains them. */
export const experiment = defineExperiment({
  name: 'stacked-sparse',
  module: import.meta.url,
  title: 'Stacked sparse autoencoders on MNIST',
  settings: {
    full: { digits: 60_000, iterations: 400 },
    quick: { digits: 4_000, iterations: 60 },
  } satisfies Record<string, Settings>,
  rows: [
    {
      what: 'accuracy before fine-tuning, %',
      figure: 'before',
      published: 87.7,
      source: `${source}; an independent run gave 87.2`,
      digits: 2,
    },
    {
      what: 'accuracy after fine-tuning, %',
      figure: 'after',
      published: 97.6,
      source: `${source}; an independent run gave 97.5`,
      bound: within(97.6, 0.4),
      quickBound: atLeast(90),
      digits: 2,
    },
    {
      what: 'what fine-tuning gains, percentage points',
      figure: 'gain',
      published: 9.9,
      source: 'the difference of the two',
      bound: atLeast(5),
      quickBound: atLeast(5),
      digits: 2,
    },
  ],

  async run(seed, context) {
    const { digits, iterations } = context.settings;
    const { train, test } = await mnist();
    const data = train.slice(0, digits);
    const stage = { epochs: iterations, optimiser: limitedMemoryBfgs() };

    const layers = await context.pretrain('pre-training', data, {
      layers: [1, 2].map(() => (input) => sparseLayer(input, seed)),
      ...stage,
    });
    const deep = deepClassifier(seed);
    handOver(layers, deep);
    for (const used of layers) used.dispose();
    const filters = kernelOf(deep, 'encoder/0/kernel');

    // Both cost functions are averages over digits, so these can be computed in shares.
    const shares = { ...stage, batchSize: 10_000 };
    await context.fit('softmax layer', deep, data, { ...shares, only: ['decoder'] });
    const before = await accuracy(deep, test);
    const { training } = await context.fit('fine-tuning', deep, data, shares);
    const after = await accuracy(deep, test);
    return {
      figures: { before, after, gain: after - before },
      material: {
        filters,
        tuned: kernelOf(deep, 'encoder/0/kernel'),
        losses: training['crossEntropy'],
      },
    };
  },

  pictures(outcomes) {
    const [{ material }] = outcomes;
    const valuesOf = (figure: 'before' | 'after') => outcomes.map(({ figures }) => figures[figure]);
    const shown = { shape: digit, count: units, columns: 20 };
    return [
      {
        file: 'filters.svg',
        contents: svgOf(
          'The 200 filters of the first layer after pre-training',
          filterGrid(material.filters, shown),
        ),
      },
      {
        file: 'tuned.svg',
        contents: svgOf(
          'The 200 filters of the first layer after fine-tuning',
          filterGrid(material.tuned, shown),
        ),
      },
      {
        file: 'accuracy.svg',
        contents: svgOf(
          'Test accuracy of each seed before and after fine-tuning, beside the published ones',
          figuresChart(
            [
              { name: 'before fine-tuning', published: 87.7, values: valuesOf('before') },
              {
                name: 'after',
                published: 97.6,
                values: valuesOf('after'),
                bound: within(97.6, 0.4),
              },
            ],
            { label: 'test accuracy, %' },
          ),
        ),
      },
      {
        file: 'loss.svg',
        contents: svgOf(
          'Cross-entropy of training digits over iterations of fine-tuning',
          lineChart({
            lines: [
              lineOverSeeds(
                'training digits',
                outcomes.map((outcome) => outcome.material.losses),
              ),
            ],
            axes: ['iteration of fine-tuning', 'cross-entropy, nats'],
            scale: 'log',
          }),
        ),
      },
    ];
  },
});

type Digits = Classifier<readonly [784], readonly [number]>;

/**
 * A sparse autoencoder as UFLDL has it: sigmoid units on both sides, half the squared error, the
 * divergence of average activations from rho, half the squared weights.
 */
function sparseLayer(input: Shape, seed: number) {
  return sparse({
    input,
    latentDim: units,
    outputActivation: 'sigmoid',
    likelihood: 'gaussian',
    rho: 0.1,
    sparsityWeight: 3,
    weightDecay: decay,
    initialiser: 'glorotUniform',
    seed,
  });
}

/** 784-200-200-10; only the weights of the softmax layer are kept small. */
function deepClassifier(seed: number): Digits {
  return classifier({
    input: [784],
    encoder: denseEncoder({ hidden: [units], activation: 'sigmoid' }),
    code: deterministicCode({ dim: units, activation: 'sigmoid' }),
    decoder: denseDecoder({ initialiser: 'zeros' }),
    penalties: [weightDecay({ weight: decay, only: ['decoder'] })],
    classes: 10,
    seed,
  });
}

/** In percent. */
async function accuracy(model: Digits, test: Dataset<[784]>): Promise<number> {
  return 100 * (1 - (await model.evaluate(test))['errorRate']);
}
