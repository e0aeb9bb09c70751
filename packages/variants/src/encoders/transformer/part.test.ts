import * as tf from '@tensorflow/tfjs-core';
import { autoencoder, Dataset, fit } from '@autoencoder-zoo/core';
import { expect, it } from 'vitest';
import { deterministicCode } from '../../codes/deterministic/part.js';
import { featuresCode } from '../../codes/features/part.js';
import { hiding } from '../../corruptions/hiding/part.js';
import { denseDecoder } from '../../decoders/dense/part.js';
import { squaredErrorLikelihood } from '../../likelihoods/squared-error/part.js';
import { samples, withParts } from '../../testing/models.js';
import { transformerEncoder } from './part.js';

const small = { width: 4, heads: 2, blocks: 2, expansion: 2 };

it('cuts images into patches, row by row', () => {
  const model = autoencoder({
    input: [6, 4, 2],
    encoder: transformerEncoder({ ...small, patch: [3, 2] }),
    code: featuresCode(),
    decoder: denseDecoder(),
    likelihood: squaredErrorLikelihood(),
  });
  expect(model.codeShape).toEqual([4, 4]);
  const shapes = new Map(model.variables.map(({ name, variable }) => [name, variable.shape]));
  expect(shapes.get('encoder/embedding/kernel')).toEqual([12, 4]);
  expect(shapes.get('encoder/positions')).toEqual([4, 4]);
  model.dispose();
});

it('knows the order of patches by their positions alone', async () => {
  const model = withParts({ encoder: transformerEncoder(small), code: featuresCode() });
  const positions = model.variables.find(({ name }) => name === 'encoder/positions')!;
  positions.variable.assign(tf.zerosLike(positions.variable));
  const data = samples(3);
  const codes = await model.encode(data);
  const turned = Float32Array.from(data.values, (_, i) => {
    const [step, channel] = [Math.floor(i / 3) % 5, i % 3];
    return data.values[Math.floor(i / 15) * 15 + (4 - step) * 3 + channel];
  });
  const others = await model.encode(data.with({ values: turned }));
  codes.forEach((value, i) => {
    const [row, step, number] = [Math.floor(i / 20), Math.floor(i / 4) % 5, i % 4];
    expect(others[row * 20 + (4 - step) * 4 + number]).toBeCloseTo(value, 5);
  });
  model.dispose();
});

it('does not see steps that do not exist', async () => {
  const model = withParts({
    encoder: transformerEncoder(small),
    code: deterministicCode({ dim: 3 }),
  });
  const data = samples(4, 1, [2, 5, 3, 1]);
  const codes = await model.encode(data);
  const changed = Float32Array.from(data.values, (value, i) => {
    const step = Math.floor(i / 3) % 5;
    return step < data.lengths![Math.floor(i / 15)] ? value : value + 7;
  });
  const others = await model.encode(data.with({ values: changed }));
  codes.forEach((value, i) => expect(others[i]).toBeCloseTo(value, 5));
  model.dispose();
});

it('leaves hidden patches out, of which as many are hidden in each sample', async () => {
  const values = Float32Array.from({ length: 40 * 12 }, (_, i) => 1 + Math.sin(i));
  const data = new Dataset({ name: 'steps', values, shape: [6, 2] });
  const model = autoencoder({
    input: [6, 2],
    corruption: hiding({ rate: 2 / 3, patch: [1], exact: true }),
    encoder: transformerEncoder(small),
    code: featuresCode(),
    decoder: denseDecoder(),
    likelihood: squaredErrorLikelihood(),
  });
  const damaged = await model.corrupt(data);
  for (let row = 0; row < 40; row++) {
    const seen = damaged.subarray(row * 12, row * 12 + 12).filter((value) => value !== 0);
    expect(seen).toHaveLength(4);
  }
  const { training } = await fit(model, data, { epochs: 20, batchSize: 8, seed: 1 });
  expect(training.loss.at(-1)).toBeLessThan(training.loss[0] * 0.9);
  model.dispose();
});

it('refuses patches and heads that do not fit', () => {
  const make = (patch: number[], hidden?: number[]) => () =>
    withParts({
      ...(hidden && { corruption: hiding({ patch: hidden, exact: true }) }),
      encoder: transformerEncoder({ ...small, patch }),
    });
  expect(make([2])).toThrow('option "patch" [2] has to divide the first axes of samples');
  expect(make([1, 3, 1])).toThrow('which have the shape [5, 3]');
  expect(make([1], [5])).toThrow('[5] patches, but hiding hides [1] blocks exactly');
  expect(() => transformerEncoder({ width: 6, heads: 4 })).toThrow(
    'expected a number that divides',
  );
});
