import { autoencoder, Dataset, fit, type Encoder } from '@autoencoder-zoo/core';
import { expect, it } from 'vitest';
import { deterministicCode } from '../../codes/deterministic/part.js';
import { denseDecoder } from '../../decoders/dense/part.js';
import { squaredErrorLikelihood } from '../../likelihoods/squared-error/part.js';
import { contraction } from '../../penalties/contraction/part.js';
import { denseEncoder } from '../dense/part.js';
import { conditionalEncoder } from './part.js';

const of = denseEncoder({ hidden: [4], activation: 'tanh' });
const values = Float32Array.from({ length: 12 }, (_, i) => Math.sin(i));
const labels = Int32Array.of(2, 0, 1, 2);
const data = new Dataset({ name: 'four', values, shape: [3], labels });

const model = <const Size extends number>(size: Size, encoder: Encoder) =>
  autoencoder({
    input: [size],
    encoder,
    code: deterministicCode({ dim: 2 }),
    decoder: denseDecoder(),
    likelihood: squaredErrorLikelihood(),
  });

it('encodes as its encoder does samples with the column behind them', async () => {
  const conditional = model(3, conditionalEncoder({ of, classes: 3 }));
  const plain = model(6, of);
  for (const { name, variable } of conditional.variables.slice(0, 4)) {
    const same = plain.variables.find((v) => v.name === name.replace('encoder/of', 'encoder'))!;
    same.variable.assign(variable);
  }
  const joined = Array.from(labels, (label, i) => [
    ...values.subarray(3 * i, 3 * i + 3),
    ...[0, 1, 2].map((c) => Number(c === label)),
  ]);
  const expected = await plain.encode(joined);
  const codes = await conditional.encode(data);
  codes.forEach((value, i) => expect(value).toBeCloseTo(expected[i], 6));
});

it('needs the column, and says which', async () => {
  const conditional = model(3, conditionalEncoder({ of, column: 'age', size: 1 }));
  await expect(fit(conditional, data)).rejects.toThrow('a column "age" beside the samples');
  expect(() => conditionalEncoder({ of })).toThrow('expected either "classes" or "size"');
  expect(() => conditionalEncoder({ of, classes: 3, size: 3 })).toThrow('expected either');
});

it('is no place for penalties on derivatives by the sample', async () => {
  const conditional = autoencoder({
    input: [3],
    encoder: conditionalEncoder({ of, classes: 3 }),
    code: deterministicCode({ dim: 2 }),
    decoder: denseDecoder(),
    likelihood: squaredErrorLikelihood(),
    penalties: [contraction()],
  });
  await expect(fit(conditional, data)).rejects.toThrow('contraction');
});
