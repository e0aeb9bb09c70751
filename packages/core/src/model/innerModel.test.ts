import * as tf from '@tensorflow/tfjs-core';
import { afterEach, expect, it } from 'vitest';
import { z } from 'zod';
import { Dataset } from '../data/dataset.js';
import { evidenceLowerBound } from '../parts/evidenceLowerBound.js';
import { anneal } from '../parts/number.js';
import { definePart, type AnyPartFactory } from '../parts/part.js';
import { identity, linearDecoder, noisyCode, samples, squares } from '../testing/tiny.js';
import { fit } from '../train/fit.js';
import { autoencoder } from './makeAutoencoder.js';
import { InnerModel } from './innerModel.js';
import { loadAutoencoder } from './load.js';
import type { Model } from './model.js';

const made: Model[] = [];
const keep = <M>(model: M): M => {
  made.push(model as unknown as Model);
  return model;
};
afterEach(() => {
  for (const model of made.splice(0)) model.dispose();
});

const nothing = z.strictObject({});
const plain = samples(24);
const labels = Int32Array.from({ length: 24 }, (_, i) => i % 3);
const data = new Dataset({ name: 'labelled', values: plain.values, shape: [4], labels });

/** A linear decoder that has an output of its own for each class. */
const labelled = definePart({
  kind: 'decoder',
  name: 'labelled@1',
  options: nothing,
  build(_, context) {
    const { code, output } = context.shapes;
    const label = context.column('label', { classes: 3 });
    const kernel = context.variable('kernel', [code[0] + 3, output[0]], 'glorotUniform');
    return {
      independent: true,
      decode: (z, frame) =>
        tf.matMul(tf.concat([z, frame.perDraw(frame.column(label))], 1), kernel),
    };
  },
});

/** Says how well a whole autoencoder reconstructs codes. */
const judging = definePart({
  kind: 'penalty',
  name: 'judging@1',
  options: nothing,
  build(_, context) {
    const inner = new InnerModel(context, 'inner', context.shapes.code, {
      corruption: undefined,
      encoder: identity(),
      code: noisyCode({ dim: 1, beta: anneal(1, { epochs: 2 }) }),
      prior: undefined,
      decoder: labelled(),
      likelihood: squares(),
      penalties: [],
      objective: evidenceLowerBound(),
    });
    const { network } = inner.model;
    return {
      terms({ coded }, frame) {
        const batch = inner.batch(frame, coded.z);
        const again = network.coded(coded.z, batch);
        const outputs = network.decode(again.z, batch);
        const { size } = again.terms!;
        return {
          judged: { value: tf.sum(tf.squaredDifference(outputs, coded.z), 1) },
          innerSize: { value: size.value, weight: size.weight! },
          beta: { value: tf.mul(tf.scalar(1), size.weight!), weight: 0 },
        };
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
      penalties: [judging()],
    }),
  );

it('has its variables, noise, numbers and columns in the part that holds it', async () => {
  const model = make();
  const names = model.variables.map(({ name }) => name);
  expect(names).toEqual(
    expect.arrayContaining(['penalty0/inner/code/kernel', 'penalty0/inner/decoder/kernel']),
  );
  const valuesOf = () => model.variables.map(({ variable }) => String(variable.dataSync()));
  const before = valuesOf();
  const { training } = await fit(model, data, { epochs: 3, batchSize: 8 });
  valuesOf().forEach((values, i) => expect(values, names[i]).not.toBe(before[i]));
  const [start, middle, end] = training['beta'];
  expect([start < middle, middle < end, end]).toEqual([true, true, 1]);
  await expect(fit(make(), plain, { epochs: 1 })).rejects.toThrow('reads labels');
});

it('is saved with the part, and loaded', async () => {
  const model = make();
  await fit(model, data, { epochs: 1, batchSize: 8 });
  const factories = [
    identity,
    noisyCode,
    linearDecoder,
    squares,
    judging,
  ] as readonly AnyPartFactory[];
  const find = (kind: string, name: string) =>
    Promise.resolve(factories.find((f) => f.kind === kind && f.partName === name));
  const loaded = keep(await loadAutoencoder(await model.files(), find));
  expect(await loaded.evaluate(data)).toEqual(await model.evaluate(data));
});
