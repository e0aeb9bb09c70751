import { autoencoder, definePart } from '@autoencoder-zoo/core';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { relaxedCategoricalCode } from '../../codes/relaxed-categorical/part.js';
import { denseEncoder } from '../../encoders/dense/part.js';
import { squaredErrorLikelihood } from '../../likelihoods/squared-error/part.js';

/** Gives codes as they are. */
const same = definePart({
  kind: 'decoder',
  name: 'same@1',
  options: z.strictObject({}),
  build: () => ({ independent: true, decode: (z) => z }),
});

it('draws a single one for each variable, in all places equally often', async () => {
  const count = 6000;
  const model = autoencoder({
    input: [2, 5],
    encoder: denseEncoder(),
    code: relaxedCategoricalCode({ variables: 2, classes: 5 }),
    decoder: same(),
    likelihood: squaredErrorLikelihood(),
  });
  const codes = await model.sample(count);
  expect(new Set(codes)).toEqual(new Set([0, 1]));
  const counts = Array.from({ length: 10 }, (_, i) => codes.filter((v, at) => v && at % 10 === i));
  for (const { length } of counts) {
    expect(Math.abs(length / count - 0.2)).toBeLessThan(4 * Math.sqrt((0.2 * 0.8) / count));
  }
  for (let start = 0; start < codes.length; start += 5) {
    expect(codes.subarray(start, start + 5).reduce((a, b) => a + b)).toBe(1);
  }
  model.dispose();
});
