import { importanceSampledLogLikelihood } from '@autoencoder-zoo/core';
import { expect, it } from 'vitest';
import { flowVariational } from '../../recipes/flow-variational.js';
import { samples, withParts } from '../../testing/models.js';
import { flowCode, type FlowKind } from './part.js';

const kinds = ['planar', 'radial', 'inverseAutoregressive', 'maskedAutoregressive'] as const;
const rows = [
  [1, 0, 0, 1],
  [0, 1, 1, 1],
  [1, 1, 0, 0],
];

/** Log likelihoods of the rows, by the sum over a grid of codes in the plane. */
async function exactOf(model: { decode(codes: number[][]): Promise<Float32Array> }) {
  const places = Array.from({ length: 121 }, (_, i) => (i - 60) / 10);
  const grid = places.flatMap((a) => places.map((b) => [a, b]));
  const outputs = await model.decode(grid);
  return rows.map((row) => {
    const likelihoods = grid.map(([a, b], i) =>
      row.reduce(
        (p, value, j) => p * (value ? outputs[4 * i + j] : 1 - outputs[4 * i + j]),
        (Math.exp(-(a * a + b * b) / 2) / (2 * Math.PI)) * 0.01,
      ),
    );
    return Math.log(likelihoods.reduce((sum, value) => sum + value));
  });
}

it.each(kinds)('%s: draws have the density that it says', async (flow: FlowKind) => {
  const options = { input: [4], hidden: [], latentDim: 2, flow, flowSteps: 2 } as const;
  const model = flowVariational({ ...options, seed: 3 });
  const exact = await exactOf(model);
  const { ofSamples } = await importanceSampledLogLikelihood(model, rows, { draws: 20_000 });
  exact.forEach((value, i) => expect(Math.abs(ofSamples[i] - value)).toBeLessThan(0.05));
  model.dispose();
});

it.each(kinds)('%s: encodes without noise, and draws others', async (kind) => {
  const model = withParts({ code: flowCode({ dim: 3, kind }) });
  const data = samples(4);
  const codes = await model.encode(data);
  expect(await model.encode(data)).toEqual(codes);
  expect(await model.drawCodes(data)).not.toEqual(codes);
  model.dispose();
});

it.each([
  { kind: 'planar', hidden: [4] },
  { kind: 'radial', hidden: [4] },
  { hidden: [] },
  { steps: 0 },
  { kind: 'spline' },
])('refuses %j', (wrong) => {
  const name = Object.keys(wrong).at(-1);
  expect(() => flowCode({ dim: 3, ...wrong } as never)).toThrow(`option "${name}"`);
});
