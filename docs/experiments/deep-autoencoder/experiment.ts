import {
  adam,
  codesOfComponents,
  cosineDecay,
  nearestNeighbourAccuracy,
  principalComponents,
  squaredErrorOfComponents,
  type Dataset,
  type PrincipalComponents,
  type ShapedArray,
  type Vectors,
} from '@autoencoder-zoo/core';
import { mnist } from '@autoencoder-zoo/datasets/mnist';
import { underComplete } from '@autoencoder-zoo/variants/under-complete';
import {
  atLeast,
  atMost,
  defineExperiment,
  frame,
  imageRows,
  lineChart,
  lineOverSeeds,
  onEverySeed,
  scatter,
  sideBySide,
  titled,
  valuesOf,
  within,
  type RunContext,
} from '../framework/index.js';
import { umapOf } from './umap.js';

const paper =
  'Hinton & Salakhutdinov, "Reducing the Dimensionality of Data with Neural Networks", 2006';

interface Settings {
  /** Passes over the training digits with codes of 30 numbers, and of 2. */
  readonly epochs: { readonly deep: number; readonly map: number };
  /** Test digits on the maps, half of which are known to the nearest neighbours. */
  readonly mapped: number;
}

type Digits = Dataset<[784]>;

/** Deep codes of 30 and of 2 numbers, against as many principal components. */
export const experiment = defineExperiment({
  name: 'deep-autoencoder',
  title: 'Deep autoencoder against principal components, on MNIST',
  settings: {
    full: { epochs: { deep: 100, map: 20 }, mapped: 5000 },
    quick: { epochs: { deep: 2, map: 1 }, mapped: 1000 },
  } satisfies Record<string, Settings>,
  rows: [
    {
      what: 'squared error of a test digit, 30 numbers, autoencoder',
      figure: 'deepError',
      published: 3.0,
      source: paper,
      bound: onEverySeed(atMost(3)),
      quickBound: onEverySeed(atMost(13)),
      digits: 3,
    },
    {
      what: 'squared error of a test digit, 30 numbers, PCA',
      figure: 'pcaError',
      published: 13.87,
      source: paper,
      bound: within(13.87, 0.01),
      quickBound: within(13.87, 0.01),
      digits: 3,
    },
    {
      what: 'squared error of a training digit, 30 numbers, autoencoder',
      figure: 'trainError',
      digits: 3,
      detail: true,
    },
    {
      what: 'accuracy of 5 nearest neighbours, 2 numbers, autoencoder above PCA',
      figure: 'gain',
      published: 'classes apart (picture only)',
      source: paper,
      bound: onEverySeed(atLeast(0.2)),
      quickBound: onEverySeed(atLeast(0.02)),
      digits: 3,
    },
    {
      what: 'accuracy of 5 nearest neighbours, 2 numbers, autoencoder',
      figure: 'deepAccuracy',
      digits: 3,
      detail: true,
    },
    {
      what: 'accuracy of 5 nearest neighbours, 2 numbers, PCA',
      figure: 'pcaAccuracy',
      digits: 3,
      detail: true,
    },
    {
      what: 'the same among the test digits of the maps, autoencoder',
      figure: 'deepMapAccuracy',
      digits: 3,
      detail: true,
    },
    {
      what: 'the same among the test digits of the maps, PCA',
      figure: 'pcaMapAccuracy',
      digits: 3,
      detail: true,
    },
    {
      what: 'the same among the test digits of the maps, UMAP',
      figure: 'umapMapAccuracy',
      digits: 3,
      detail: true,
    },
  ],

  async run(seed, context) {
    const { train, test } = await mnist();
    const pca = principalComponents(train, 30);
    const deep = await deepAutoencoder(seed, context);
    const map = await mapOf(seed, pca, context);
    const chosen = test.slice(0, 12);
    return {
      figures: {
        deepError: deep.errors.at(-1)!,
        trainError: deep.trainError,
        pcaError: squaredErrorOfComponents(pca, test),
        gain: map.accuracies.deepAccuracy - map.accuracies.pcaAccuracy,
        ...map.accuracies,
      },
      material: {
        errors: deep.errors,
        maps: map.maps,
        originals: valuesOf(chosen),
        deep: deep.reconstructions,
        pca: reconstructionsOf(pca, chosen),
      },
    };
  },

  async pictures(outcomes, { settings }) {
    const [{ material }] = outcomes;
    const { test } = await mnist();
    const mapped = test.slice(0, settings.mapped);
    const map = (title: string, points: Float32Array) =>
      titled(
        title,
        scatter({
          points,
          labels: mapped.labels!,
          labelNames: mapped.labelNames!,
          axes: ['first number', 'second number'],
          width: 480,
          height: 480,
        }),
      );
    return [
      {
        file: 'maps.svg',
        contents: frame(
          'Test digits by two numbers: principal components, the deep autoencoder, UMAP',
          sideBySide([
            map('PCA', material.maps.pca),
            map('deep autoencoder', material.maps.deep),
            map('UMAP', material.maps.umap),
          ]),
        ),
      },
      {
        file: 'error.svg',
        contents: frame(
          'Squared error of test digits over epochs',
          lineChart({
            lines: [
              lineOverSeeds(
                'test digits',
                outcomes.map((outcome) => outcome.material.errors),
              ),
            ],
            levels: [{ name: 'published', y: 3 }],
            axes: ['epoch', 'squared error of a digit'],
            y: [2, 8],
          }),
        ),
      },
      {
        file: 'reconstructions.svg',
        contents: frame(
          'Test digits, reconstructed from 30 numbers by the deep autoencoder and by PCA',
          imageRows(
            [
              { name: 'test digits', values: material.originals },
              { name: 'deep autoencoder', values: material.deep },
              { name: 'PCA', values: material.pca },
            ],
            { shape: { height: 28, width: 28, channels: 1 } },
          ),
        ),
      },
    ];
  },
});

/** 784-1000-500-250-code and back. */
function deepModel<const Dim extends number>(latentDim: Dim, seed: number) {
  return underComplete({
    input: [784],
    hidden: [1000, 500, 250],
    latentDim,
    activation: 'silu',
    initialiser: 'glorotUniform',
    scaling: 'centre',
    seed,
  });
}

/** Squared error, Adam with a learning rate that falls to 0 over all steps. */
function training(train: Digits, epochs: number) {
  const batchSize = 128;
  const steps = epochs * Math.ceil(train.length / batchSize);
  const learningRate = cosineDecay({ initial: 2e-3, final: 0, steps });
  return { epochs, batchSize, optimiser: adam({ learningRate }) };
}

async function deepAutoencoder(seed: number, { settings, fit }: RunContext<Settings>) {
  const { train, test } = await mnist();
  const model = deepModel(30, seed);
  const options = { ...training(train, settings.epochs.deep), validation: test };
  const { validation } = await fit('30 numbers', model, train, options);
  const result = {
    errors: validation['squaredError'],
    trainError: (await model.evaluate(train))['squaredError'],
    reconstructions: await model.reconstruct(test.slice(0, 12)),
  };
  model.dispose();
  return result;
}

async function mapOf(seed: number, pca: PrincipalComponents, context: RunContext<Settings>) {
  const { settings, fit, stage } = context;
  const { train, test } = await mnist();
  const model = deepModel(2, seed);
  await fit('2 numbers', model, train, training(train, settings.epochs.map));
  const two = { ...pca, components: pca.components.subarray(0, 2 * 784) };
  const mapped = test.slice(0, settings.mapped);
  const [deep, linear] = [await model.encode(test), codesOfComponents(two, test)];
  const umap = await stage('umap', () => umapOf(mapped, seed));
  const accuracy = (known: Points, asked: Points) =>
    nearestNeighbourAccuracy({
      train: known.codes,
      trainLabels: known.digits.labels,
      test: asked.codes,
      testLabels: asked.digits.labels,
    });
  const among = (codes: Codes) => {
    const half = settings.mapped / 2;
    const part = (begin: number, end: number) => ({
      codes: { data: codes.slice(2 * begin, 2 * end), shape: [end - begin, 2] },
      digits: mapped.slice(begin, end),
    });
    return accuracy(part(0, half), part(half, 2 * half));
  };
  const accuracies = {
    deepAccuracy: accuracy(
      { codes: await model.encode(train), digits: train },
      { codes: deep, digits: test },
    ),
    pcaAccuracy: accuracy(
      { codes: codesOfComponents(two, train), digits: train },
      { codes: linear, digits: test },
    ),
    deepMapAccuracy: among(deep),
    pcaMapAccuracy: among(linear),
    umapMapAccuracy: among(umap),
  };
  model.dispose();
  const shown = (codes: Codes) => codes.slice(0, 2 * settings.mapped);
  return { accuracies, maps: { deep: shown(deep), pca: shown(linear), umap: shown(umap) } };
}

type Codes = ShapedArray<readonly [number, number]>;

/** Codes with the digits whose codes they are. */
interface Points {
  readonly codes: Vectors;
  readonly digits: Digits;
}

/** Digits as their principal components give them back. */
function reconstructionsOf(pca: PrincipalComponents, digits: Digits): Float32Array {
  const codes = codesOfComponents(pca, digits);
  const k = codes.shape[1];
  return Float32Array.from({ length: digits.length * 784 }, (_, index) => {
    const [digit, pixel] = [Math.floor(index / 784), index % 784];
    let value = pca.mean[pixel];
    for (let c = 0; c < k; c++) value += codes[digit * k + c] * pca.components[c * 784 + pixel];
    return value;
  });
}
