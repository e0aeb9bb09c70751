import { RandomStream } from '@autoencoder-zoo/core';
import { expect, it } from 'vitest';
import { denseDecoder } from '../../decoders/dense/part.js';
import { denseEncoder } from '../../encoders/dense/part.js';
import { samples, withParts } from '../../testing/models.js';
import { matchingPursuitCode } from './part.js';

const make = (k: number) =>
  withParts({
    encoder: denseEncoder({ hidden: [] }),
    code: matchingPursuitCode({ dim: 40, k }),
    decoder: denseDecoder({ hidden: [], tied: true }),
  });

it('leaves less of a sample with each atom, as little as its square taken says', async () => {
  const data = samples(20);
  let before: number | undefined;
  for (const k of [1, 2, 4, 8]) {
    const model = make(k);
    const { reconstruction } = await model.evaluate(data);
    if (before !== undefined) expect(reconstruction).toBeLessThan(before);
    if (k === 1) {
      const codes = await model.encode(data);
      const length = (values: ArrayLike<number>) =>
        Array.from(values).reduce((sum, value) => sum + value ** 2, 0) / 20;
      // What is taken stands at right angles on what is left.
      expect(reconstruction).toBeCloseTo(length(data.values) - length(codes), 4);
    }
    before = reconstruction;
    model.dispose();
  }
});

it('finds the atoms of a sample that is made of two', async () => {
  const model = make(2);
  const atoms = model.variables.find(({ name }) => name === 'code/atoms')!.variable.dataSync();
  const column = (j: number) => Array.from({ length: 15 }, (_, i) => atoms[i * 40 + j]);
  const dot = (a: number[], b: number[]) => a.reduce((sum, value, i) => sum + value * b[i], 0);
  for (let j = 0; j < 40; j++) expect(dot(column(j), column(j))).toBeCloseTo(1, 5);
  const draws = new RandomStream(1, 'pairs').integers(new Uint32Array(40), 40);
  for (let i = 0; i < 40; i += 2) {
    const [a, b] = [draws[i], draws[i + 1]];
    // Atoms that have much in common are not found, by any such search.
    if (a === b || Math.abs(dot(column(a), column(b))) > 0.2) continue;
    const sample = column(a).map((value, at) => 3 * value + column(b)[at]);
    const code = await model.encode([
      [0, 1, 2, 3, 4].map((step) => sample.slice(3 * step, 3 * step + 3)),
    ]);
    expect(code.indexOf(Math.max(...code))).toBe(a);
  }
  model.dispose();
});
