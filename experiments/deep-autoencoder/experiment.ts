import {
  principalComponents,
  reconstructionsOfComponents,
  squaredErrorOfComponents,
} from '@autoencoder-zoo/measures';
import { mnist } from '@autoencoder-zoo/datasets/mnist';
import {
  atLeast,
  atMost,
  defineExperiment,
  onEverySeed,
  within,
  type RunContext,
} from '../framework/index.js';
import {
  imageRows,
  lineChart,
  lineOverSeeds,
  scatter,
  sideBySide,
  svgOf,
  titled,
} from '@autoencoder-zoo/pictures';
import { valuesOf } from '../helpers/index.js';
import { mapOf, type MapSettings } from './maps.js';
import { deepModel, training } from './network.js';

const paper =
  'Hinton & Salakhutdinov, "Reducing the Dimensionality of Data with Neural Networks", 2006';

interface Settings extends MapSettings {
  /** Passes over the training digits with codes of 30 numbers, and of 2. */
  readonly epochs: { readonly deep: number; readonly map: number };
}

/** Deep codes of 30 and of 2 numbers, against as many principal components. */
export const experiment = defineExperiment({
  name: 'deep-autoencoder',
  module: import.meta.url,
  title: 'Deep autoencoder against principal components, on MNIST',
  settings: {
    full: { epochs: { deep: 200, map: 20 }, mapped: 5000 },
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
        pca: reconstructionsOfComponents(pca, chosen),
      },
    };
  },

  async pictures(outcomes, { settings }) {
    const [{ material }] = outcomes;
    const { test } = await mnist();
    const mapped = test.slice(0, settings.mapped);
    const map = (title: string, points: Float32Array, middle?: number) =>
      titled(
        title,
        scatter({
          points,
          labels: mapped.labels!,
          labelNames: mapped.labelNames!,
          axes: ['first number', 'second number'],
          ...(middle !== undefined && { middle }),
          width: 480,
          height: 480,
        }),
      );
    return [
      {
        file: 'maps.svg',
        contents: svgOf(
          'Test digits by two numbers: principal components, the deep autoencoder, UMAP',
          sideBySide([
            map('PCA', material.maps.pca),
            map('deep autoencoder', material.maps.deep, 0.96),
            map('UMAP', material.maps.umap),
          ]),
        ),
      },
      {
        file: 'error.svg',
        contents: svgOf(
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
        contents: svgOf(
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
