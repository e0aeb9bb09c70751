import { autoencoder, definePart } from '@autoencoder-zoo/core';
import { expect, expectTypeOf, it } from 'vitest';
import { z } from 'zod';
import { denseEncoder } from '../../encoders/dense/part.js';
import { squaredErrorLikelihood } from '../../likelihoods/squared-error/part.js';
import { finiteScalarCode } from './part.js';

/** Gives codes as they are. */
const same = definePart({
  kind: 'decoder',
  name: 'same@1',
  options: z.strictObject({}),
  build: () => ({ independent: true, decode: (z) => z }),
});

const levels = [5, 4, 2] as const;
const allowed = [
  [-1, -0.5, 0, 0.5, 1],
  [-1, -0.5, 0, 0.5],
  [-1, 0],
];

const make = () =>
  autoencoder({
    input: [2, 3],
    encoder: denseEncoder({ hidden: [] }),
    code: finiteScalarCode({ levels, positions: 2, initialiser: 'heUniform' }),
    decoder: same(),
    likelihood: squaredErrorLikelihood(),
  });

const wide = Array.from({ length: 300 }, (_, i) =>
  [0, 1].map((row) => [0, 1, 2].map((column) => 9 * Math.sin(i * (1 + 3 * row + column)))),
);

it('gives the levels, and the numbers that they make', async () => {
  const model = make();
  expectTypeOf(model.codeShape).toEqualTypeOf<readonly [2, 3]>();
  const codes = await model.encode(wide);
  const indices = await model.describe(wide, 'indices');
  expect(indices.shape).toEqual([300, 2]);
  for (const [i, number] of indices.entries()) {
    const places = levels.map((_, j) => allowed[j].indexOf(codes[3 * i + j]));
    expect(Math.min(...places)).toBeGreaterThanOrEqual(0);
    expect(number).toBe(places[0] + 5 * places[1] + 20 * places[2]);
  }
  levels.forEach((count, j) => {
    expect(new Set(codes.filter((_, i) => i % 3 === j)).size).toBe(count);
  });
  model.dispose();
});

it('samples all levels of a number equally often', async () => {
  const model = make();
  const count = 4000;
  const codes = await model.sample(count);
  levels.forEach((among, j) => {
    for (const level of allowed[j]) {
      const share = codes.filter((value, i) => i % 3 === j && value === level).length / (2 * count);
      const deviation = Math.sqrt(((1 / among) * (1 - 1 / among)) / (2 * count));
      expect(Math.abs(share - 1 / among)).toBeLessThan(4 * deviation);
    }
  });
  model.dispose();
});

it('refuses one level, and more vectors than a number can tell', () => {
  expect(() => finiteScalarCode({ levels: [5, 1] })).toThrow('option "levels.1"');
  expect(() => finiteScalarCode({ levels: [65536, 65536] })).toThrow('product is below 2^31');
});
