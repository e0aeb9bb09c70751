import { adam, shaped, type Autoencoder, type Dataset } from '@autoencoder-zoo/core';
import { freyFaces } from '@autoencoder-zoo/datasets/frey-faces';
import { mnist } from '@autoencoder-zoo/datasets/mnist';
import { variational } from '@autoencoder-zoo/variants/variational';
import { atMost, defineExperiment, within } from '../framework/index.js';
import {
  imageGrid,
  imageRows,
  lineChart,
  lineOverSeeds,
  scatter,
  svgOf,
} from '@autoencoder-zoo/pictures';
import { valuesOf } from '../helpers/index.js';

const digit = { height: 28, width: 28, channels: 1 };
const face = { height: 28, width: 20, channels: 1 };

/** The example of PyTorch: https://github.com/pytorch/examples/tree/main/vae. */
export const experiment = defineExperiment({
  name: 'variational',
  module: import.meta.url,
  title: 'Variational autoencoder on MNIST',
  settings: {
    full: { epochs: 10, maps: { digits: 30, faces: 300 } },
    quick: { epochs: 10, maps: { digits: 2, faces: 30 } },
  },
  rows: [
    {
      what: 'test loss after 10 epochs, nats',
      figure: 'testLoss',
      published: 105.589,
      source: 'the example of PyTorch; a rewrite by others gave 105.614',
      bound: within(105.6, 0.5),
      quickBound: within(105.6, 1),
      digits: 3,
    },
    { what: 'its KL term, nats', figure: 'kl', digits: 3 },
    {
      what: 'training loss of the last epoch, nats',
      figure: 'trainingLoss',
      quickBound: atMost(108),
      digits: 3,
    },
  ],

  async run(seed, { settings, fit }) {
    const { train, test } = await mnist();
    const model = variational({ input: [784], hidden: [400], latentDim: 20, seed });
    const { training, validation } = await fit('training', model, train, {
      epochs: settings.epochs,
      batchSize: 128,
      optimiser: adam({ learningRate: 1e-3 }),
      validation: test,
    });
    const chosen = test.slice(0, 12);
    return {
      figures: {
        testLoss: validation['loss'].at(-1)!,
        kl: validation['kl'].at(-1)!,
        trainingLoss: training['loss'].at(-1)!,
      },
      material: {
        losses: { training: training['loss'], test: validation['loss'] },
        originals: valuesOf(chosen),
        reconstructions: await model.reconstruct(chosen),
        samples: await model.sample(96, { seed }),
        traversals: await traversals(model, test),
      },
    };
  },

  async pictures(outcomes, { settings, fit }) {
    const [{ material }] = outcomes;
    const { train, test } = await mnist();
    const faces = await freyFaces();

    const digitMap = variational({ input: [784], hidden: [400], latentDim: 2 });
    await fit('map of digits', digitMap, train, { epochs: settings.maps.digits });
    const faceMap = variational({ input: [560], hidden: [200], latentDim: 2 });
    await fit('map of faces', faceMap, faces, { epochs: settings.maps.faces, batchSize: 100 });

    const shown = test.slice(0, 5000);
    return [
      {
        file: 'loss.svg',
        contents: svgOf(
          'Loss over epochs, on training and on test digits',
          lineChart({
            lines: [
              lineOverSeeds(
                'test',
                outcomes.map((outcome) => outcome.material.losses.test),
              ),
              lineOverSeeds(
                'training',
                outcomes.map((outcome) => outcome.material.losses.training),
              ),
            ],
            levels: [{ name: 'published, after 10 epochs', y: 105.589 }],
            axes: ['epoch', 'loss of a digit, nats'],
            y: [100, 130],
          }),
        ),
      },
      {
        file: 'reconstructions.svg',
        contents: svgOf(
          'Test digits and their reconstructions',
          imageRows(
            [
              { name: 'test digits', values: material.originals },
              { name: 'reconstructed', values: material.reconstructions },
            ],
            { shape: digit },
          ),
        ),
      },
      {
        file: 'samples.svg',
        contents: svgOf(
          'Digits decoded from codes drawn from the prior',
          imageGrid(material.samples, { shape: digit, columns: 16 }),
        ),
      },
      {
        file: 'traversals.svg',
        contents: svgOf(
          'A digit while one number of its code goes from -3 to 3, for the six most used numbers',
          imageGrid(material.traversals, { shape: digit, columns: steps }),
        ),
      },
      {
        file: 'codes.svg',
        contents: svgOf(
          'Codes of test digits in two dimensions',
          scatter({
            points: await digitMap.encode(shown),
            labels: shown.labels!,
            labelNames: shown.labelNames!,
            axes: ['first number of the code', 'second number of the code'],
          }),
        ),
      },
      {
        file: 'digits.svg',
        contents: svgOf(
          'Digits decoded from a grid of codes in two dimensions',
          imageGrid(await manifold(digitMap), { shape: digit, columns: side }),
        ),
      },
      {
        file: 'faces.svg',
        contents: svgOf(
          'Faces decoded from a grid of codes in two dimensions',
          imageGrid(await manifold(faceMap), { shape: face, columns: side }),
        ),
      },
    ];
  },
});

type Model<Dim extends number> = Autoencoder<readonly [number], readonly [Dim]>;

/** Pictures in a row of traversals, and on a side of a manifold. */
const steps = 13;
const side = 16;

/**
 * The first test digit, with one number of its code replaced: rows for the numbers
 * with the widest means.
 */
async function traversals(model: Model<20>, test: Dataset<[784]>): Promise<Float32Array> {
  const codes = await model.encode(test);
  const squares = Array.from({ length: 20 }, () => 0);
  codes.forEach((value, index) => (squares[index % 20] += value ** 2));
  const widest = [...squares.keys()].sort((a, b) => squares[b] - squares[a]).slice(0, 6);
  const changed = widest.flatMap((number) =>
    Array.from({ length: steps }, (_, step) =>
      codes.slice(0, 20).with(number, -3 + (6 * step) / (steps - 1)),
    ),
  );
  const values = Float32Array.from(changed.flatMap((code) => [...code]));
  return model.decode(shaped(values, [changed.length, 20]));
}

/** What codes on a grid from -2.5 to 2.5 are decoded to, row by row. */
function manifold(model: Model<2>): Promise<Float32Array> {
  const at = (index: number) => -2.5 + (5 * index) / (side - 1);
  const codes = Float32Array.from({ length: 2 * side * side }, (_, index) => {
    const cell = Math.floor(index / 2);
    return index % 2 === 0 ? at(cell % side) : -at(Math.floor(cell / side));
  });
  return model.decode(shaped(codes, [side * side, 2]));
}
