// Draws the pictures of docs/tutorial, from models that train in seconds: node
// scripts/tutorial-pictures.mjs [name ...]
import { writeFile } from 'node:fs/promises';
import { adam, autoencoder, cosineDecay, fit } from '@autoencoder-zoo/core';
import {
  codesOfComponents,
  nearestNeighbours,
  principalComponents,
  reconstructionsOfComponents,
  squaredErrorOfComponents,
} from '@autoencoder-zoo/measures';
import { italyPowerDemand } from '@autoencoder-zoo/datasets/italy-power-demand';
import { mnist } from '@autoencoder-zoo/datasets/mnist';
import { swissRoll } from '@autoencoder-zoo/datasets/swiss-roll';
import { valuesOf } from '@autoencoder-zoo/experiments';
import {
  figuresChart,
  filterGrid,
  frame,
  imageGrid,
  imageRows,
  lineChart,
  scatter,
  sideBySide,
  titled,
} from '@autoencoder-zoo/pictures';
import { denoising } from '@autoencoder-zoo/variants/denoising';
import { denseDecoder } from '@autoencoder-zoo/variants/decoders/dense';
import { denseEncoder } from '@autoencoder-zoo/variants/encoders/dense';
import { deterministicCode } from '@autoencoder-zoo/variants/codes/deterministic';
import { lstmDecoder } from '@autoencoder-zoo/variants/decoders/lstm';
import { lstmEncoder } from '@autoencoder-zoo/variants/encoders/lstm';
import { overComplete } from '@autoencoder-zoo/variants/over-complete';
import { squaredErrorLikelihood } from '@autoencoder-zoo/variants/likelihoods/squared-error';
import { underComplete } from '@autoencoder-zoo/variants/under-complete';

const digits = await mnist();
const train = digits.train.slice(0, 5000);
const test = digits.test.slice(0, 1000);
const shape = { height: 28, width: 28, channels: 1 };

/** The usual training: Adam with a rate that falls to 0. */
function taught(model, data, { epochs, initial = 0.002, batchSize = 50, seed = 1, ...rest }) {
  const steps = epochs * Math.ceil(data.length / batchSize);
  const optimiser = adam({ learningRate: cosineDecay({ initial, steps }) });
  return fit(model, data, { epochs, batchSize, seed, optimiser, ...rest });
}

const pictures = {
  async learning() {
    const shown = test.slice(0, 8);
    const model = underComplete({ input: [784], hidden: [128], latentDim: 16 });
    const rows = [
      { name: 'test digits', values: valuesOf(shown) },
      { name: 'before training', values: await model.reconstruct(shown) },
    ];
    const onEpochEnd = async ({ epoch }) => {
      if (![1, 3, 6].includes(epoch)) return;
      const name = epoch === 1 ? 'after 1 epoch' : `after ${epoch} epochs`;
      rows.push({ name, values: await model.reconstruct(shown) });
    };
    await fit(model, train, { epochs: 6, seed: 1, callbacks: [{ onEpochEnd }] });
    return [
      'Test digits, and their reconstructions while a model trains',
      imageRows(rows, { shape }),
    ];
  },

  async 'code-size'() {
    const sizes = [2, 4, 8, 16, 32];
    const pca = sizes.map((size) =>
      squaredErrorOfComponents(principalComponents(train, size), test),
    );
    const ours = [];
    for (const latentDim of sizes) {
      const model = underComplete({ input: [784], hidden: [256], latentDim });
      await taught(model, train, { epochs: 12 });
      ours.push((await model.evaluate(test)).squaredError);
    }
    return [
      'Squared error over the size of the code',
      lineChart({
        lines: [
          { name: 'PCA', x: sizes, y: pca },
          { name: 'autoencoder, 256 hidden units', x: sizes, y: ours },
        ],
        axes: ['numbers in the code', 'squared error of a test digit'],
        y: [0, 45],
        height: 340,
      }),
    ];
  },

  async 'code-layer'() {
    const [size, steps] = [8, 9];
    const model = underComplete({ input: [784], hidden: [256], latentDim: size });
    await taught(model, train, { epochs: 12 });
    const codes = await model.encode(test);
    const columns = Array.from({ length: size }, (_, unit) =>
      codes.filter((_, i) => i % size === unit),
    );
    const means = columns.map(meanOf);
    const rows = [];
    for (const [unit, column] of columns.entries()) {
      const spread = Math.sqrt(meanOf(column.map((value) => (value - means[unit]) ** 2)));
      const moved = Array.from({ length: steps }, (_, step) => {
        const code = [...means];
        code[unit] += ((4 * step) / (steps - 1) - 2) * spread;
        return code;
      });
      rows.push({ name: `unit ${unit + 1}`, values: await model.decode(moved) });
    }
    return [
      'Each unit of a code of eight, moved from -2 to 2 standard deviations',
      imageRows(rows, { shape }),
    ];
  },

  async decoders() {
    const makers = {
      'one layer': () => denseDecoder(),
      mirrored: () => denseDecoder({ hidden: [128] }),
      tied: () => denseDecoder({ tied: true }),
    };
    const figures = [];
    for (const [name, decoder] of Object.entries(makers)) {
      const values = [];
      for (const seed of [1, 2, 3]) {
        const model = autoencoder({
          input: [784],
          encoder: denseEncoder({ hidden: [128] }),
          code: deterministicCode({ dim: 8 }),
          decoder: decoder(),
          likelihood: squaredErrorLikelihood(),
          seed,
        });
        await taught(model, train, { epochs: 10, seed });
        values.push((await model.evaluate(test)).squaredError);
      }
      figures.push({ name, values });
    }
    const label = 'squared error of a test digit; a dot for each of three seeds';
    return ['Squared error with three kinds of decoders', figuresChart(figures, { label })];
  },

  async 'one-side'() {
    const { test: days } = await italyPowerDemand({ shape: [24, 1] });
    const shown = days.slice(700).select([3, 40, 120]);
    const pairs = {
      'LSTM to dense': [lstmEncoder({ units: 32 }), denseDecoder({ hidden: [64] })],
      'dense to LSTM': [denseEncoder({ hidden: [64] }), lstmDecoder({ units: 32 })],
    };
    const lines = [{ name: 'day', values: valuesOf(shown) }];
    for (const [name, [encoder, decoder]] of Object.entries(pairs)) {
      const code = deterministicCode({ dim: 4 });
      const likelihood = squaredErrorLikelihood();
      const model = autoencoder({ input: [24, 1], encoder, code, decoder, likelihood });
      const training = { epochs: 40, batchSize: 35, initial: 0.005, clipNorm: 1 };
      await taught(model, days.slice(0, 700), training);
      lines.push({ name, values: await model.reconstruct(shown) });
    }
    const hours = Array.from({ length: 24 }, (_, hour) => hour);
    const panels = [0, 1, 2].map((day) =>
      lineChart({
        lines: lines.map(({ name, values }) => ({
          name,
          x: hours,
          y: values.subarray(24 * day, 24 * (day + 1)),
        })),
        axes: ['hour', 'demand, standardised'],
        y: [-2.5, 2.5],
        width: 440,
        height: 320,
      }),
    );
    return [
      'Three days, and how two pairs of encoder and decoder give them back',
      sideBySide(panels),
    ];
  },

  async roll() {
    const roll = await rolled();
    const panel = (title, values) =>
      titled(
        title,
        scatter({
          points: values.filter((_, i) => i % 3 !== 1),
          labels: roll.labels,
          labelNames: roll.labelNames,
          axes: ['first coordinate', 'third coordinate'],
          x: [-16, 16],
          y: [-16, 16],
          width: 440,
          height: 440,
        }),
      );
    return [
      'A Swiss roll seen from its end, given back by PCA and by an autoencoder',
      sideBySide([
        panel('points', roll.values),
        panel('PCA, two numbers', roll.flat),
        panel('autoencoder, two numbers', roll.reconstructed),
      ]),
    ];
  },

  async 'roll-codes'() {
    const { codes, flatCodes, labels, labelNames } = await rolled();
    const axes = ['first number of the code', 'second number of the code'];
    const panel = (title, points) =>
      titled(title, scatter({ points, labels, labelNames, axes, width: 520, height: 440 }));
    return [
      'Codes of a Swiss roll',
      sideBySide([panel('PCA', flatCodes), panel('autoencoder', codes)]),
    ];
  },

  async filters() {
    const panels = [];
    for (const activityWeight of [0, 0.1]) {
      const model = overComplete({ input: [784], latentDim: 1000, activityWeight });
      await taught(model, train, { epochs: 20 });
      const { variable } = model.variables.find(({ name }) => name === 'decoder/0/kernel');
      const kernel = mostActive(variable.dataSync(), await model.encode(test), 40);
      panels.push(titled(`weight ${activityWeight}`, filterGrid(kernel, { shape, count: 40 })));
    }
    return ['What units of two over-complete autoencoders add to a digit', sideBySide(panels, 32)];
  },

  async repaired() {
    const shown = test.slice(0, 10);
    const plain = denoising({ input: [784], latentDim: 500, rate: 0 });
    const repairing = denoising({ input: [784], latentDim: 500, rate: 0.5 });
    for (const model of [plain, repairing]) await taught(model, train, { epochs: 20 });
    const damaged = await repairing.corrupt(shown, { seed: 2 });
    const rows = [
      { name: 'test digits', values: valuesOf(shown) },
      { name: 'damaged', values: damaged },
      { name: 'plain', values: await plain.reconstruct(damaged) },
      { name: 'denoising', values: await repairing.reconstruct(damaged) },
    ];
    return ['Digits with half of their pixels hidden, repaired', imageRows(rows, { shape })];
  },

  async map() {
    const model = underComplete({ input: [784], hidden: [256, 64], latentDim: 2 });
    await taught(model, train, { epochs: 25, initial: 0.003 });
    const labels = test.labels;
    const { labelNames } = test;
    const axes = ['first number of the code', 'second number of the code'];
    const panel = (title, points) =>
      titled(title, scatter({ points, labels, labelNames, axes, width: 520, height: 480 }));
    const linear = codesOfComponents(principalComponents(train, 2), test);
    return [
      'Test digits by codes of two numbers',
      sideBySide([panel('PCA', linear), panel('autoencoder', await model.encode(test))]),
    ];
  },

  async neighbours() {
    const model = underComplete({ input: [784], hidden: [256, 64], latentDim: 10 });
    await taught(model, train, { epochs: 15, initial: 0.003 });
    const queries = test.slice(0, 5);
    const found = nearestNeighbours(await model.encode(train), await model.encode(queries), 8);
    const rows = Array.from({ length: 5 }, (_, query) =>
      valuesOf(train.select(found.indices.subarray(8 * query, 8 * (query + 1)))),
    );
    const nearest = new Float32Array(rows.flatMap((values) => [...values]));
    return [
      'Test digits, and the training digits whose codes are nearest',
      sideBySide(
        [
          titled('query', imageGrid(valuesOf(queries), { shape, columns: 1, zoom: 3 })),
          titled(
            'nearest by code, the nearest first',
            imageGrid(nearest, { shape, columns: 8, zoom: 3 }),
          ),
        ],
        32,
      ),
    ];
  },
};

/**
 * Points of a Swiss roll with their codes, of the page's autoencoder and of PCA, in
 * five parts along the roll.
 */
async function rolled() {
  const { points } = await swissRoll({ n: 2000, seed: 1 });
  const { points: others, position } = await swissRoll({ n: 1500, seed: 2 });
  const model = underComplete({
    input: [3],
    hidden: [128, 64, 32],
    latentDim: 2,
    scaling: 'standard',
  });
  await taught(model, points, { epochs: 120, batchSize: 100, initial: 0.005 });
  const pca = principalComponents(points, 2);
  return {
    values: valuesOf(others),
    flat: reconstructionsOfComponents(pca, others),
    codes: await model.encode(others),
    flatCodes: codesOfComponents(pca, others),
    reconstructed: await model.reconstruct(others),
    labels: position.map((t) => Math.min(Math.floor((5 * (t / Math.PI - 1.5)) / 3), 4)),
    labelNames: ['inside', '2', '3', '4', 'outside'],
  };
}

/** Rows of `[units, 784]` of the units whose codes are largest on average, as `[784, count]`. */
function mostActive(kernel, codes, count) {
  const units = kernel.length / 784;
  const sums = new Float64Array(units);
  codes.forEach((value, i) => (sums[i % units] += value));
  const chosen = Array.from(sums.keys())
    .sort((a, b) => sums[b] - sums[a])
    .slice(0, count);
  return Float32Array.from(
    { length: 784 * count },
    (_, i) => kernel[784 * chosen[i % count] + Math.floor(i / count)],
  );
}

function meanOf(values) {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

const asked = process.argv.slice(2);
for (const [name, draw] of Object.entries(pictures)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  const [description, drawing] = await draw();
  await writeFile(
    new URL(`../docs/tutorial/${name}.svg`, import.meta.url),
    frame(description, drawing),
  );
  console.log(name);
}
