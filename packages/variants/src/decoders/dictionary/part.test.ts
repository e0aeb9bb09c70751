import { fit } from '@autoencoder-zoo/core';
import { afterEach, describe, expect, it } from 'vitest';
import { deterministicCode } from '../../codes/deterministic/part.js';
import { denseEncoder } from '../../encoders/dense/part.js';
import { samples, withParts } from '../../testing/models.js';
import { dictionaryDecoder } from './part.js';

const data = samples(24);

const made: { dispose(): void }[] = [];
afterEach(() => {
  for (const model of made.splice(0)) model.dispose();
});

function make(start: 'transposed' | 'random', hidden: number[] = []) {
  const model = withParts({
    encoder: denseEncoder({ hidden }),
    code: deterministicCode({ dim: 7 }),
    decoder: dictionaryDecoder({ start }),
  });
  made.push(model);
  return model;
}
type Model = ReturnType<typeof make>;

const numbers = (model: Model, name: string) =>
  Array.from(model.variables.find((v) => v.name === name)!.variable.dataSync());
const atomsOf = (model: Model) => {
  const values = numbers(model, 'decoder/atoms');
  return Array.from({ length: 7 }, (_, unit) => values.slice(unit * 15, (unit + 1) * 15));
};

describe('a dictionary', () => {
  it.each(['transposed', 'random'] as const)(
    'has unit atoms, before and after: %s',
    async (start) => {
      const model = make(start);
      for (const atom of atomsOf(model)) expect(Math.hypot(...atom)).toBeCloseTo(1, 5);
      const before = atomsOf(model);
      await fit(model, data, { epochs: 3, batchSize: 8, seed: 1 });
      for (const atom of atomsOf(model)) expect(Math.hypot(...atom)).toBeCloseTo(1, 5);
      expect(atomsOf(model)).not.toEqual(before);
    },
  );

  it('begins at the kernel of the code, where it fits', () => {
    const model = make('transposed');
    const kernel = numbers(model, 'code/dense/kernel');
    atomsOf(model).forEach((atom, unit) => {
      const column = kernel.filter((_, i) => i % 7 === unit);
      const length = Math.hypot(...column);
      atom.forEach((value, i) => expect(value).toBeCloseTo(column[i] / length, 5));
    });
    expect(atomsOf(make('transposed', [6]))).toEqual(atomsOf(make('random', [6])));
  });

  it('adds atoms to a bias', async () => {
    const model = make('random');
    await fit(model, data, { epochs: 2, batchSize: 8, seed: 1 });
    const [atoms, bias] = [atomsOf(model), numbers(model, 'decoder/bias')];
    const code = [0.5, -1, 0, 2, 0, 0.25, 0];
    const expected = bias.map((start, i) =>
      code.reduce((sum, value, unit) => sum + value * atoms[unit][i], start),
    );
    (await model.decode([code])).forEach((value, i) => expect(value).toBeCloseTo(expected[i], 5));
  });

  it('stays as it is where it is left out of training', async () => {
    const model = make('random');
    const before = atomsOf(model);
    await fit(model, data, { epochs: 1, only: ['code'] });
    expect(atomsOf(model)).toEqual(before);
  });
});
