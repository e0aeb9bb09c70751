import {
  adam,
  cosineDecay,
  logLikelihoodOfComponents,
  principalAngles,
  principalComponents,
  squaredErrorOfComponents,
  type Autoencoder,
  type Dataset,
  type PrincipalComponents,
} from '@autoencoder-zoo/core';
import { mnist } from '@autoencoder-zoo/datasets/mnist';
import { underComplete } from '@autoencoder-zoo/variants/under-complete';
import { variational } from '@autoencoder-zoo/variants/variational';
import {
  atMost,
  defineExperiment,
  figuresChart,
  frame,
  imageRows,
  lineChart,
  lineOverSeeds,
  onEverySeed,
  sideBySide,
  titled,
  valuesOf,
  within,
  type RunContext,
} from '../framework/index.js';

/** Numbers in a code, and components. */
const size = 30;

interface Settings {
  /** Passes over the data, of the linear autoencoder and of the linear variational one. */
  readonly epochs: { readonly deterministic: number; readonly variational: number };
}

/** What is known in closed form, and what training has to find. */
export const experiment = defineExperiment({
  name: 'linear-pca',
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
    const angles = principalAngles(directionsOf(linear.model), {
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
        projections: projectionsOf(pca, valuesOf(chosen)),
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
        contents: frame(
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
        contents: frame(
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
        contents: frame(
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
type Model = Autoencoder<readonly [784], readonly [30]>;

/** 784-30-784 without activations, on digits from which the mean of the training digits is taken. */
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
  const epochs = settings.epochs.deterministic;
  const batchSize = 256;
  const { validation } = await fit('linear', model, train, {
    epochs,
    batchSize,
    optimiser: falling(3e-3, epochs * Math.ceil(train.length / batchSize)),
    validation: test,
  });
  return { model, errors: validation['squaredError'] };
}

/** The same with a gaussian code and one variance of the output; the lower bound after each epoch. */
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
  const epochs = settings.epochs.variational;
  const batchSize = 256;
  const { validation } = await fit('variational', model, train, {
    epochs,
    batchSize,
    optimiser: falling(3e-3, epochs * Math.ceil(train.length / batchSize)),
    validation: test,
  });
  return validation['loss'].map((loss) => -loss);
}

/** Adam whose learning rate falls to 0 over so many steps. */
function falling(initial: number, steps: number) {
  return adam({ learningRate: cosineDecay({ initial, final: 0, steps }) });
}

/** What each number of the code adds to a digit: the kernel of the decoder, `[30, 784]`. */
function directionsOf(model: Model) {
  const kernel = model.variables.find(
    ({ variable: { shape } }) => shape[0] === size && shape[1] === 784,
  );
  return { data: kernel!.variable.dataSync<'float32'>(), shape: [size, 784] };
}

/** Digits as their principal components give them back. */
function projectionsOf({ mean, components }: PrincipalComponents, digits: Float32Array) {
  const result = new Float32Array(digits.length);
  for (let start = 0; start < digits.length; start += 784) {
    const centred = Float64Array.from(mean, (average, pixel) => digits[start + pixel] - average);
    result.set(mean, start);
    for (let k = 0; k < size; k++) {
      const direction = components.subarray(784 * k, 784 * (k + 1));
      const coordinate = direction.reduce((sum, value, pixel) => sum + value * centred[pixel], 0);
      direction.forEach((value, pixel) => (result[start + pixel] += coordinate * value));
    }
  }
  return result;
}

function ordinal(place: number): string {
  return `${place}${({ 2: 'nd', 3: 'rd' } as Record<number, string>)[place] ?? 'th'}`;
}
