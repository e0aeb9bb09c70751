import {
  autoencoder,
  categoricalLikelihood,
  classifier,
  Dataset,
  fit,
  type Autoencoder,
} from '@autoencoder-zoo/core';
import { adam } from '@autoencoder-zoo/engine';
import { afterEach, describe, expect, it } from 'vitest';
import { deterministicCode } from '../../codes/deterministic/part.js';
import { denseDecoder } from '../../decoders/dense/part.js';
import { denseEncoder } from '../dense/part.js';
import { lstmEncoder } from '../lstm/part.js';
import { embeddingEncoder } from './part.js';

const made: { dispose(): void }[] = [];
afterEach(() => {
  for (const model of made.splice(0)) model.dispose();
});

const valuesOf = ({ variables }: Pick<Autoencoder, 'variables'>, name: string) =>
  Array.from(variables.find((v) => v.name === name)!.variable.dataSync());

/** Without an encoder of its own: the code is a sum of the vectors. */
function make(classes = 4) {
  const model = autoencoder({
    input: [2, 3],
    encoder: embeddingEncoder({ of: denseEncoder(), classes: 4, dim: 2 }),
    code: deterministicCode({ dim: 1 }),
    decoder: denseDecoder(),
    likelihood: categoricalLikelihood({ classes }),
  });
  made.push(model);
  return model;
}

/** Tells two classes of sequences of five tokens. */
function ofTokens(options: { readonly scaling?: 'standard' } = {}) {
  const model = classifier({
    input: [4, 1],
    classes: 2,
    encoder: embeddingEncoder({ of: lstmEncoder({ units: 8 }), classes: 5, dim: 3 }),
    code: deterministicCode({ dim: 4 }),
    decoder: denseDecoder(),
    ...options,
  });
  made.push(model);
  return model;
}

describe('an embedding before an encoder', () => {
  it('gives it the vector of each number, those of one step side by side', async () => {
    const model = make();
    const table = valuesOf(model, 'encoder/embedding');
    expect(table.length).toBe(4 * 2);
    const kernel = valuesOf(model, 'code/dense/kernel');
    const vectors = [0, 3, 1, 2, 2, 0].flatMap((number) => table.slice(number * 2, number * 2 + 2));
    const [bias] = valuesOf(model, 'code/dense/bias');
    const expected = vectors.reduce((sum, value, i) => sum + value * kernel[i], bias);
    const [code] = await model.encode([
      [
        [0, 3, 1],
        [2, 2, 0],
      ],
    ]);
    expect(code).toBeCloseTo(expected, 5);
  });

  it('learns the vectors of the numbers that occur, and of no other', async () => {
    const model = make();
    const before = valuesOf(model, 'encoder/embedding');
    const values = Float32Array.from({ length: 16 * 6 }, (_, i) => [0, 2, 3][(i * i) % 3]);
    const seen = new Set(values);
    await fit(model, new Dataset({ name: 'numbers', values, shape: [2, 3] }), {
      epochs: 1,
      batchSize: 16,
      optimiser: adam({ learningRate: 0.1 }),
    });
    const after = valuesOf(model, 'encoder/embedding');
    const changed = [0, 1, 2, 3].filter((number) =>
      [0, 1].some((i) => after[number * 2 + i] !== before[number * 2 + i]),
    );
    expect(changed).toEqual([...seen].toSorted((a, b) => a - b));
  });

  it('tells classes of sequences of tokens', async () => {
    const model = ofTokens();
    const values = Float32Array.from({ length: 64 * 4 }, (_, i) => (i * i * 7 + (i >> 3)) % 5);
    // Whether the token 4 is among the four.
    const labels = Int32Array.from({ length: 64 }, (_, i) =>
      Number(values.subarray(i * 4, i * 4 + 4).includes(4)),
    );
    expect(new Set(labels).size).toBe(2);
    const data = new Dataset({ name: 'tokens', values, shape: [4, 1], labels });
    await fit(model, data, {
      epochs: 100,
      batchSize: 16,
      optimiser: adam({ learningRate: 0.02 }),
      seed: 1,
    });
    expect((await model.evaluate(data)).errorRate).toBe(0);
  });

  it('refuses what is no number of a class, and a scaling, for a classifier too', async () => {
    const model = ofTokens();
    const message =
      'these samples are numbers of classes, whole numbers from 0 to 4; count classes from 0';
    for (const value of [5, -1, 0.5]) {
      const bad = [[[0], [1], [value], [2]]];
      await expect(model.encode(bad)).rejects.toThrow(message);
      await expect(model.predict(bad)).rejects.toThrow(message);
      const set = new Dataset({
        name: 'bad',
        values: Float32Array.of(0, 1, value, 2),
        shape: [4, 1],
        labels: Int32Array.of(1),
      });
      await expect(fit(model, set, { epochs: 1 })).rejects.toThrow(message);
      await expect(model.evaluate(set)).rejects.toThrow(message);
    }
    expect(() => ofTokens({ scaling: 'standard' })).toThrow(
      'classifier: option "scaling" is \'standard\', but these samples are numbers of classes',
    );
  });

  it('takes the numbers that it and the likelihood know', async () => {
    const model = make(6);
    await model.encode([
      [
        [3, 0, 0],
        [0, 0, 0],
      ],
    ]);
    await expect(
      model.encode([
        [
          [4, 0, 0],
          [0, 0, 0],
        ],
      ]),
    ).rejects.toThrow('from 0 to 3');
  });
});
