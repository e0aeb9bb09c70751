import type { Dataset } from '@autoencoder-zoo/core';
import {
  logLikelihoodOfComponents,
  principalAngles,
  principalComponents,
  reconstructionsOfComponents,
  squaredErrorOfComponents,
} from '@autoencoder-zoo/measures';
import { mnist } from '@autoencoder-zoo/datasets/mnist';
import { underComplete } from '@autoencoder-zoo/variants/under-complete';
import { variational } from '@autoencoder-zoo/variants/variational';
import {
  atMost,
  defineExperiment,
  onEverySeed,
  within,
  type RunContext,
} from '../framework/index.js';
import {
  figuresChart,
  imageRows,
  lineChart,
  lineOverSeeds,
  sideBySide,
  svgOf,
  titled,
} from '@autoencoder-zoo/pictures';
import { annealed, kernelOf, valuesOf } from '../helpers/index.js';

/** Numbers in a code, and components. */
const size = 30;

interface Settings {
  /** Passes over the data, of the linear autoencoder and of the linear variational one. */
  readonly epochs: { readonly deterministic: number; readonly variational: number };
}

/** What is known in closed form, and what training has to find. */
export const experiment = defineExperiment({
  name: 'linear-pca',
  module: import.meta.url,
  title: 'Linear autoencoders against principal components, on MNIST',
  settings: {
    full: { epochs: { deterministic: 40, variational: 40 } },
    quick: { epochs: { deterministic: 8, variational: 20 } },
  } satisfies Record<string, Settings>,
  rows: [
    {
      what: 'squared error of a test digit, linear autoencoder',
      figure: 'squaredError',
      published: 13.866,
      source: 'closed form, computed here with PCA of 30 components (13.87 in the literature)',
      bound: atMost(13.94),
      quickBound: atMost(14.1),
      digits: 3,
    },
    {
      what: 'largest principal angle to the subspace of PCA, degrees',
      figure: 'largestAngle',
      published: 0,
      source: 'Baldi & Hornik, "Neural networks and principal component analysis", 1989',
      bound: onEverySeed(atMost(2)),
      quickBound: atMost(20),
      digits: 2,
    },
    {
      what: 'evidence lower bound of a test digit, linear variational autoencoder, nats',
      figure: 'elbo',
      published: 394.616,
      source:
        'log likelihood of probabilistic PCA in closed form, computed here (Tipping & Bishop 1999; Lucas et al. 2019)',
      bound: within(394.616, 0.5),
      quickBound: within(394.616, 4),
      digits: 3,
    },
  ],

  async run(seed, context) {
    const { train, test } = await mnist();
    const pca = principalComponents(train, size);
    const linear = await linearAutoencoder(seed, train, test, context);
    const elbos = await linearVariational(seed, train, test, context);
    const chosen = test.slice(0, 12);
    const decoder = kernelOf(linear.model, 'decoder/0/kernel');
    const directions = { data: decoder, shape: [size, 784] };
    const angles = principalAngles(directions, {
      data: pca.components,
      shape: [size, 784],
    });
    return {
      figures: {
        squaredError: linear.errors.at(-1)!,
        largestAngle: (angles[0] * 180) / Math.PI,
        elbo: elbos.at(-1)!,
      },
      material: {
        pcaError: squaredErrorOfComponents(pca, test),
        pcaLikelihood: logLikelihoodOfComponents(pca, test),
        errors: linear.errors,
        elbos,
        angles: Array.from(angles, (angle) => (angle * 180) / Math.PI),
        originals: valuesOf(chosen),
        reconstructions: await linear.model.reconstruct(chosen),
        projections: reconstructionsOfComponents(pca, chosen),
      },
    };
  },

  pictures(outcomes) {
    const [{ material }] = outcomes;
    const materials = outcomes.map((outcome) => outcome.material);
    const panel = (
      title: string,
      values: readonly (readonly number[])[],
      optimum: { readonly name: string; readonly y: number },
      axis: string,
      range: readonly [number, number],
    ) =>
      titled(
        title,
        lineChart({
          lines: [lineOverSeeds('test digits', values)],
          levels: [optimum],
          axes: ['epoch', axis],
          y: [optimum.y + range[0], optimum.y + range[1]],
          width: 520,
          height: 340,
        }),
      );
    return [
      {
        file: 'convergence.svg',
        contents: svgOf(
          'Squared error and evidence lower bound over epochs, with what they can reach at best',
          sideBySide([
            panel(
              'linear autoencoder',
              materials.map(({ errors }) => errors),
              { name: 'PCA', y: material.pcaError },
              'squared error',
              [-0.2, 2],
            ),
            panel(
              'linear variational autoencoder',
              materials.map(({ elbos }) => elbos),
              { name: 'probabilistic PCA', y: material.pcaLikelihood },
              'lower bound, nats',
              [-40, 4],
            ),
          ]),
        ),
      },
      {
        file: 'angles.svg',
        contents: svgOf(
          'Principal angles between the subspaces of the linear autoencoder and of PCA',
          figuresChart(
            [0, 1, 2, 4, 9, 19, 29].map((place) => ({
              name: place === 0 ? 'largest' : `${ordinal(place + 1)} largest`,
              values: materials.map(({ angles }) => angles[place]),
              published: 0,
              ...(place === 0 && { bound: atMost(2) }),
            })),
            { label: 'principal angle, degrees' },
          ),
        ),
      },
      {
        file: 'reconstructions.svg',
        contents: svgOf(
          'Test digits, reconstructed by the linear autoencoder and by PCA',
          imageRows(
            [
              { name: 'test digits', values: material.originals },
              { name: 'linear autoencoder', values: material.reconstructions },
              { name: 'PCA', values: material.projections },
            ],
            { shape: { height: 28, width: 28, channels: 1 } },
          ),
        ),
      },
    ];
  },
});

type Digits = Dataset<[784]>;

/**
 * 784-30-784 without activations, on digits from which the mean of the training digits is taken.
 */
async function linearAutoencoder(
  seed: number,
  train: Digits,
  test: Digits,
  { settings, fit }: RunContext<Settings>,
) {
  const model = underComplete({
    input: [784],
    hidden: [],
    latentDim: size,
    scaling: 'centre',
    initialiser: 'glorotUniform',
    seed,
  });
  const options = training(settings.epochs.deterministic, train, test);
  const { validation } = await fit('linear', model, train, options);
  return { model, errors: validation['squaredError'] };
}

/**
 * The same with a gaussian code and one variance of the output; the lower bound after each epoch.
 */
async function linearVariational(
  seed: number,
  train: Digits,
  test: Digits,
  { settings, fit }: RunContext<Settings>,
): Promise<readonly number[]> {
  const model = variational({
    input: [784],
    hidden: [],
    latentDim: size,
    likelihood: 'gaussianLearned',
    codeVariance: 'learned',
    scaling: 'centre',
    initialiser: 'glorotUniform',
    seed,
  });
  const options = training(settings.epochs.variational, train, test);
  const { validation } = await fit('variational', model, train, options);
  return validation['loss'].map((loss) => -loss);
}

/** What both trainings share. */
function training(epochs: number, train: Digits, test: Digits) {
  const options = annealed({
    samples: train.length,
    epochs,
    batchSize: 256,
    learningRate: 3e-3,
  });
  return { ...options, validation: test };
}

function ordinal(place: number): string {
  return `${place}${({ 2: 'nd', 3: 'rd' } as Record<number, string>)[place] ?? 'th'}`;
}
