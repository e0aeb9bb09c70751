import * as tf from '@tensorflow/tfjs-core';
import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Dataset } from '../data/dataset.js';
import { shaped } from '../data/shapedArray.js';
import type { Fitting } from '../parts/kinds.js';
import { normal, uniform } from '../parts/noise.js';
import { definePart } from '../parts/part.js';
import { RandomStream } from '../random/stream.js';
import { identity, linearDecoder, noisyCode, samples, squares } from '../testing/tiny.js';
import { fit } from '../train/fit.js';
import { autoencoder } from './makeAutoencoder.js';
import type { Model } from './model.js';
import { withPrior } from './withPrior.js';

const made: Model[] = [];
const keep = <M>(model: M): M => {
  made.push(model as unknown as Model);
  return model;
};
afterEach(() => {
  for (const model of made.splice(0)) model.dispose();
});

const plain = samples(24);
const labels = Int32Array.from({ length: 24 }, (_, i) => i % 3);
const data = new Dataset({ name: 'labelled', values: plain.values, shape: [4], labels });

const seen: Fitting[] = [];
const nothing = z.strictObject({});

/**
 * A mean for each class, with normal noise around, shifted by a number that is drawn once a batch.
 */
const classMeans = definePart({
  kind: 'prior',
  name: 'classMeans@1',
  options: nothing,
  build(_, context) {
    const means = context.variable('means', [3, 2], 'zeros');
    const label = context.column('label', { classes: 3 });
    const site = context.noise('site', [2], normal);
    const shift = context.noise('shift', [1], uniform, { per: 'batch' });
    return {
      sample(_rows, frame) {
        const noise = tf.add(frame.noise(site), frame.noise(shift));
        return tf.add(tf.matMul(frame.column(label), means), noise);
      },
      fit(fitting) {
        seen.push(fitting);
        const { codes, set } = fitting;
        const sums = new Float32Array(6);
        const row = new Float32Array(2);
        codes.labels!.forEach((label, i) => {
          codes.read([i], row);
          row.forEach((value, j) => (sums[label * 2 + j] = sums[label * 2 + j] + value / 8));
        });
        set(means, sums);
        return Promise.resolve();
      },
    };
  },
});

const unfitted = definePart({
  kind: 'prior',
  name: 'unfitted@1',
  options: nothing,
  build(_, context) {
    const mean = context.variable('mean', [2], 'zeros');
    const site = context.noise('site', [2], normal);
    return { sample: (_rows, frame) => tf.add(frame.noise(site), mean) };
  },
});

const tooFew = definePart({
  kind: 'prior',
  name: 'tooFew@1',
  options: nothing,
  build(_, context) {
    const mean = context.variable('mean', [2], 'zeros');
    return {
      sample: () => mean,
      fit({ set }) {
        set(mean, new Float32Array(3));
        return Promise.resolve();
      },
    };
  },
});

const make = () =>
  keep(
    autoencoder({
      input: [4],
      encoder: identity(),
      code: noisyCode({ dim: 2 }),
      decoder: linearDecoder(),
      likelihood: squares(),
      scaling: 'standard',
    }),
  );
const valuesOf = (model: Model) =>
  Object.fromEntries(
    model.variables.map(({ name, variable }) => [name, Array.from(variable.dataSync())]),
  );

describe('withPrior', () => {
  it('fits a prior to a draw of each code, beside the columns, and leaves the model alone', async () => {
    const model = make();
    await fit(model, data, { epochs: 1, batchSize: 8 });
    const before = valuesOf(model);
    const fitted = keep(await withPrior(model, classMeans(), data, { seed: 5 }));
    const { codes, seed } = seen.pop()!;
    expect(seed).toBe(5);
    expect(Array.from(codes.values)).toEqual(Array.from(await model.drawCodes(data, { seed: 5 })));
    expect(valuesOf(model)).toEqual(before);
    expect(valuesOf(fitted)).toMatchObject(before);
    expect(valuesOf(fitted)['prior/means']).not.toEqual(new Array(6).fill(0));
    expect(Array.from(await fitted.reconstruct(data))).toEqual(
      Array.from(await model.reconstruct(data)),
    );
    expect(model.parts.prior).toBeUndefined();
    await expect(fitted.sample(3)).rejects.toThrow('reads labels');
  });

  it('refuses priors that have to be trained, and names a variable that is given too much', async () => {
    const model = make();
    await expect(withPrior(model, unfitted(), data)).rejects.toThrow(
      'withPrior: unfitted@1 cannot be fitted after training',
    );
    await expect(withPrior(model, tooFew(), data)).rejects.toThrow(
      '"prior/mean" has 2 values, but 3 came for it',
    );
    await model.encode(data);
  });
});

it('a saved model gives its samples by prior.onnx, from random numbers and columns', async () => {
  const fitted = keep(await withPrior(make(), classMeans(), data));
  const { InferenceSession, Tensor } = await import('onnxruntime-node');
  const session = await InferenceSession.create((await fitted.files())['prior.onnx']);
  expect([...session.inputNames].toSorted()).toEqual(['label', 'prior/shift', 'prior/site']);
  const draw = (name: string, size: number, fill: typeof normal) => {
    const values = new Float32Array(size);
    fill(new RandomStream(fitted.seed, `use:noise:${name}`, 0), values);
    return values;
  };
  const rows = 4;
  const shift = new Float32Array(rows);
  shift.set(draw('prior/shift', 1, uniform));
  const beside = { label: [0, 1, 2, 0] };
  const classes = beside.label.flatMap((label) => [0, 1, 2].map((k) => Number(k === label)));
  const { code } = await session.run({
    'prior/site': new Tensor('float32', draw('prior/site', rows * 2, normal), [rows, 2]),
    'prior/shift': new Tensor('float32', shift, [rows, 1]),
    label: new Tensor('float32', Float32Array.from(classes), [rows, 3]),
  });
  const decoded = await fitted.decode(shaped(code.data as Float32Array, [rows, 2]));
  const expected = await fitted.sample(rows, { beside });
  decoded.forEach((value, i) => expect(value).toBeCloseTo(expected[i], 4));
});

it('has no prior.onnx where there is no prior', async () => {
  const withoutPrior = definePart({
    kind: 'code',
    name: 'asItIs@1',
    options: nothing,
    build: (_, { shapes }) => ({
      shape: shapes.features,
      code: (x, frame) => ({ z: frame.perDraw(x), mean: x }),
    }),
  });
  const model = keep(
    autoencoder({
      input: [4],
      encoder: identity(),
      code: withoutPrior(),
      decoder: linearDecoder(),
      likelihood: squares(),
    }),
  );
  expect(Object.keys(await model.files())).not.toContain('prior.onnx');
});
