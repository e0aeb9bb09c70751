import { adam, Dataset, fit } from '@autoencoder-zoo/core';
import { load } from '../../load.js';
import { conditionalVariational } from '../../recipes/conditional-variational.js';
import { expect, it } from 'vitest';

/** Two numbers near [0, 0], [4, 0] or [0, 4], by class; where around it is the rest. */
function clusters(count: number) {
  const labels = Int32Array.from({ length: count }, (_, i) => i % 3);
  const values = new Float32Array(count * 2);
  labels.forEach((label, i) => {
    values[2 * i] = 4 * Number(label === 1) + 0.5 * Math.sin(7 * i);
    values[2 * i + 1] = 4 * Number(label === 2) + 0.5 * Math.cos(5 * i);
  });
  return new Dataset({ name: 'clusters', values, shape: [2], labels });
}

const make = () =>
  conditionalVariational({
    input: [2],
    classes: 3,
    hidden: [16],
    latentDim: 2,
    likelihood: 'gaussian',
  });

it('gives samples of the class that is asked for, also once it is saved', async () => {
  const model = make();
  await fit(model, clusters(300), {
    epochs: 40,
    batchSize: 30,
    optimiser: adam({ learningRate: 0.01 }),
  });
  const loaded = await load(await model.files());
  for (const [label, centre] of [
    [0, [0, 0]],
    [1, [4, 0]],
    [2, [0, 4]],
  ] as const) {
    const drawn = await model.sample(50, { beside: { label } });
    for (let i = 0; i < drawn.length; i++)
      expect(Math.abs(drawn[i] - centre[i % 2])).toBeLessThan(2);
    expect(Array.from(await loaded.sample(50, { beside: { label } }))).toEqual(Array.from(drawn));
  }
});

it('decodes one code as each class', async () => {
  const model = make();
  const codes = [
    [0.5, -0.5],
    [0.5, -0.5],
    [0.5, -0.5],
  ];
  const outputs = await model.decode(codes, { beside: { label: [0, 1, 2] } });
  const rows = [0, 2, 4].map((start) => String(outputs.slice(start, start + 2)));
  expect(new Set(rows).size).toBe(3);
  const twos = await model.decode(codes.slice(2), { beside: { label: 2 } });
  expect(String(Array.from(twos))).toBe(rows[2]);
  await expect(model.sample(1)).rejects.toThrow('reads labels');
});

it('joins two samples by a way that is decoded as classes that are asked for', async () => {
  const model = make();
  const data = clusters(3);
  const [from, to] = [data.slice(1, 2), data.slice(2, 3)];
  const [a, b] = [await model.encode(from), await model.encode(to)];
  const codes = [0, 0.5, 1].map((share) => [0, 1].map((i) => (1 - share) * a[i] + share * b[i]));
  const expectWay = async (way: Float32Array, label: number[]) => {
    const expected = await model.decode(codes, { beside: { label } });
    way.forEach((value, i) => expect(value).toBeCloseTo(expected[i], 5));
  };
  const label = [0, 0, 1];
  await expectWay(await model.interpolate(from, to, 3, { beside: { label } }), label);
  await expectWay(await model.interpolate(from, to, 3, { beside: { label: 2 } }), [2, 2, 2]);
  // Samples without labels are encoded with those of the first and the last point.
  const [bare, other] = [from, to].map(({ values }) => [Array.from(values)]);
  const own = { beside: { label: [1, 0, 2] } };
  await expectWay(await model.interpolate(bare, other, 3, own), own.beside.label);
  await expect(model.interpolate(from, to, 3)).rejects.toThrow('reads labels');
  await expect(model.interpolate(from, to, 3, { beside: { label: [0, 1] } })).rejects.toThrow(
    '3 samples',
  );
});
