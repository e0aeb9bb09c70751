import * as tf from '@tensorflow/tfjs-core';
import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Dataset } from '../data/dataset.js';
import { categoricalLikelihood, classes } from '../parts/categoricalLikelihood.js';
import type { Likelihood } from '../parts/kinds.js';
import { definePart } from '../parts/part.js';
import { identity, linearDecoder, noisyCode, squares, summing } from '../testing/tiny.js';
import { fit } from '../train/fit.js';
import { autoencoder } from './makeAutoencoder.js';
import type { Model } from './model.js';

const made: Model[] = [];
afterEach(() => {
  for (const model of made.splice(0)) model.dispose();
});

function make(likelihood: Likelihood = categoricalLikelihood({ classes: 3 })) {
  const model = autoencoder({
    input: [4],
    encoder: identity(),
    code: noisyCode({ dim: 2 }),
    decoder: linearDecoder(),
    likelihood,
  });
  made.push(model);
  return model;
}

const numbers = (...values: number[]) =>
  new Dataset({ name: 'numbers', values: Float32Array.from(values), shape: [4] });
const data = numbers(...Array.from({ length: 96 }, (_, i) => (i * i) % 3));

describe('a categorical likelihood of numbers of classes', () => {
  it('is the one of choices in ones and zeros', () => {
    const ofNumbers = make().network.built.likelihood;
    const ofChoices = make(categoricalLikelihood()).network.built.likelihood;
    const logits = tf.tensor([1, 2, 3, 0.5, 0, -1, 3, 3, 1, 0, 0, 9], [2, 2 * 3]);
    const target = tf.tensor([0, 2, 1, 2], [2, 2]);
    const [wide, chosen] = [
      tf.reshape(logits, [2, 2, 3]),
      tf.cast(tf.oneHot(tf.cast(target, 'int32'), 3), 'float32'),
    ];
    const elements = tf.sum(ofChoices.elements(wide, chosen), 2);
    expect(ofNumbers.elements(logits, target).arraySync()).toEqual(elements.arraySync());
    expect(ofNumbers.total!(logits, target).arraySync()).toEqual(
      ofChoices.total!(wide, chosen).arraySync(),
    );
    expect(ofNumbers.mean(logits).arraySync()).toEqual([
      [2, 0],
      [0, 2],
    ]);
    // Two draws for each sample: rows of the parameters that belong to it stand together.
    const draws = tf.gather(logits, [0, 0, 1, 1]);
    const [first, second] = ofNumbers.total!(logits, target).arraySync() as number[];
    expect(ofNumbers.total!(draws, target).arraySync()).toEqual([first, first, second, second]);
  });

  it('tells parts that read the numbers how many there are', () => {
    const found: (number | undefined)[] = [];
    const asking = definePart({
      kind: 'decoder',
      name: 'asking@1',
      options: z.strictObject({}),
      build(_, context) {
        found.push(context.need(classes));
        return linearDecoder().build(context);
      },
    });
    for (const likelihood of [categoricalLikelihood({ classes: 3 }), squares()]) {
      const parts = { encoder: identity(), code: noisyCode({ dim: 2 }), decoder: asking() };
      made.push(autoencoder({ input: [4], ...parts, likelihood }));
    }
    expect(found).toEqual([3, undefined]);
  });

  it('learns, and gives back numbers', async () => {
    const model = make();
    const { training } = await fit(model, data, { epochs: 20, batchSize: 8, seed: 1 });
    const { reconstruction } = training;
    expect(reconstruction.at(-1)).toBeLessThan(reconstruction[0]);
    const outputs = await model.reconstruct(data);
    expect(outputs.every((value) => [0, 1, 2].includes(value))).toBe(true);
    const { hammingDistance, squaredError } = await model.evaluate(data);
    const wrong = outputs.filter((value, i) => value !== data.values[i]).length;
    expect(hammingDistance).toBeCloseTo(wrong / data.length, 5);
    expect(squaredError).toBeUndefined();
  });

  it('does not count what stands after the end of a sequence', async () => {
    const model = autoencoder({
      input: [3, 1],
      encoder: summing(),
      code: noisyCode({ dim: 2 }),
      decoder: linearDecoder(),
      likelihood: categoricalLikelihood({ classes: 3 }),
    });
    made.push(model);
    const rows = (last: number) =>
      new Dataset({
        name: 'sequences',
        values: Float32Array.of(0, 1, 2, 2, last, last),
        shape: [3, 1],
        lengths: Int32Array.of(3, 1),
      });
    const terms = await model.evaluate(rows(0));
    expect(await model.evaluate(rows(1))).toEqual(terms);
    expect(await model.evaluate(rows(2))).toEqual(terms);
  });
});

describe('numbers of classes are refused', () => {
  const wrong = [
    ['below the first', -1],
    ['beyond the last', 3],
    ['between two', 0.5],
    ['next to one', 1 + 1e-6],
  ] as const;
  it.each(wrong)('%s', async (_, value) => {
    const model = make();
    const before = model.variables.map(({ variable }) => variable.dataSync().slice());
    const bad = numbers(0, 1, 2, 0, 1, value, 2, 1);
    const message = `numbers: sample 1 has ${Math.fround(value)} at position 1, but these samples are numbers of classes, whole numbers from 0 to 2; count classes from 0, and tell the model how many there are`;
    for (const call of [
      () => fit(model, bad, { epochs: 1, batchSize: 2 }),
      () => fit(model, data, { epochs: 1, batchSize: 8, validation: bad }),
      () => model.evaluate(bad),
      () => model.encode(bad),
      () => model.reconstruct(bad),
    ]) {
      await expect(call()).rejects.toThrow(message);
    }
    // Codes are no numbers of classes.
    await model.decode([[0.5, 3]]);
    expect(model.variables.map(({ variable }) => variable.dataSync().slice())).toEqual(before);
  });

  it('with a scaling', () => {
    const parts = { encoder: identity(), code: noisyCode({ dim: 2 }), decoder: linearDecoder() };
    const count = tf.memory().numTensors;
    expect(() =>
      autoencoder({
        input: [4],
        ...parts,
        likelihood: categoricalLikelihood({ classes: 3 }),
        scaling: 'standard',
      }),
    ).toThrow(
      "autoencoder: option \"scaling\" is 'standard', but these samples are numbers of classes, which are no amounts; use 'none'",
    );
    expect(tf.memory().numTensors).toBe(count);
  });

  it('where there are fewer than two', () => {
    expect(() => categoricalLikelihood({ classes: 1 })).toThrow(/option "classes"/);
  });
});
