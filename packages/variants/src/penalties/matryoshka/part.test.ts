import { fit } from '@autoencoder-zoo/core';
import { adam } from '@autoencoder-zoo/engine';
import { expect, it } from 'vitest';
import { deterministicCode } from '../../codes/deterministic/part.js';
import { gaussianLikelihood } from '../../likelihoods/gaussian/part.js';
import { samples, withParts } from '../../testing/models.js';
import { matryoshka } from './part.js';

const data = samples(60);

it('lets the first units do without the others', async () => {
  const errors: number[] = [];
  for (const weight of [0, 1]) {
    const model = withParts({
      code: deterministicCode({ dim: 4 }),
      penalties: [matryoshka({ sizes: [1], weight })],
    });
    const optimiser = adam({ learningRate: 0.02 });
    await fit(model, data, { epochs: 60, batchSize: 20, seed: 1, optimiser });
    const codes = await model.encode(data);
    const first = Array.from({ length: 60 }, (_, i) => [codes[4 * i], 0, 0, 0]);
    const outputs = await model.decode(first);
    const error = outputs.reduce((sum, value, i) => sum + (value - data.values[i]) ** 2, 0) / 60;
    expect((await model.evaluate(data))['matryoshka']).toBeCloseTo(error, 3);
    errors.push(error);
    model.dispose();
  }
  expect(errors[1]).toBeLessThan(0.8 * errors[0]);
});

it('refuses sizes of the code and above, and likelihoods of several parameters', () => {
  const code = deterministicCode({ dim: 4 });
  expect(() => withParts({ code, penalties: [matryoshka({ sizes: [2, 4] })] })).toThrow(
    'below those of the code, 4, but got 4',
  );
  const likelihood = gaussianLikelihood({ variance: 'predicted' });
  expect(() => withParts({ code, likelihood, penalties: [matryoshka({ sizes: [2] })] })).toThrow(
    '2 parameters for each value',
  );
});
