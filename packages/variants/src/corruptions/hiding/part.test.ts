import { autoencoder, OptionsError, type Shape } from '@autoencoder-zoo/core';
import { expect, it } from 'vitest';
import { deterministicCode } from '../../codes/deterministic/part.js';
import { denseDecoder } from '../../decoders/dense/part.js';
import { denseEncoder } from '../../encoders/dense/part.js';
import { squaredErrorLikelihood } from '../../likelihoods/squared-error/part.js';
import { hiding, type HidingOptions } from './part.js';

const make = <const Input extends Shape>(input: Input, options?: HidingOptions) =>
  autoencoder({
    input,
    corruption: hiding(options),
    encoder: denseEncoder(),
    code: deterministicCode({ dim: 2 }),
    decoder: denseDecoder(),
    likelihood: squaredErrorLikelihood(),
  });

const ones = <const Input extends Shape>(count: number, shape: Input) => ({
  data: new Float32Array(count * shape.reduce((product, d) => product * d, 1)).fill(1),
  shape: [count, ...shape] as const,
});

it('hides a share of the values', async () => {
  const damaged = await make([10], { rate: 0.3 }).corrupt(ones(400, [10]));
  const hidden = damaged.filter((value) => value === 0).length / damaged.length;
  expect(hidden).toBeCloseTo(0.3, 1);
});

it('hides blocks with all their channels, cut off at the edge', async () => {
  const damaged = await make([5, 4, 2], { patch: [2, 3] }).corrupt(ones(50, [5, 4, 2]));
  const at = (sample: number, row: number, column: number, channel: number) =>
    damaged[((sample * 5 + row) * 4 + column) * 2 + channel];
  const states = new Set<string>();
  for (let sample = 0; sample < 50; sample++) {
    for (let row = 0; row < 5; row++) {
      for (let column = 0; column < 4; column++) {
        const corner = at(sample, row - (row % 2), column - (column % 3), 0);
        for (const channel of [0, 1]) expect(at(sample, row, column, channel)).toBe(corner);
      }
    }
    states.add([0, 2, 4].flatMap((row) => [at(sample, row, 0, 0), at(sample, row, 3, 0)]).join(''));
  }
  expect(states.size).toBeGreaterThan(20);
});

it('measures the hidden values alone, also where nothing asks for damage', async () => {
  const model = make([6], { rate: 0.5 });
  const { data, shape } = ones(40, [6]);
  const rows = { data: data.map((_, i) => 1 + Math.sin(i)), shape };
  const damaged = await model.corrupt(rows);
  const outputs = await model.reconstruct({ data: Float32Array.from(damaged), shape });
  let expected = 0;
  outputs.forEach((value, i) => {
    if (damaged[i] === 0) expected += (value - rows.data[i]) ** 2 / 40;
  });
  const measured = await model.evaluate(rows);
  expect(measured['squaredError']).toBeCloseTo(expected, 4);
  expect(measured.loss).toBeCloseTo(expected, 4);
});

it('refuses patches that do not fit', () => {
  expect(() => make([6], { patch: [2, 2] })).toThrow('"patch" has 2 sizes, but samples have');
  expect(() => hiding({ patch: [] })).toThrow(OptionsError);
});
