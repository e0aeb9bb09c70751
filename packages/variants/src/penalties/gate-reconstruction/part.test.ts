import { fit } from '@autoencoder-zoo/core';
import { expect, it } from 'vitest';
import { deterministicCode } from '../../codes/deterministic/part.js';
import { gatedCode } from '../../codes/gated/part.js';
import { dictionaryDecoder } from '../../decoders/dictionary/part.js';
import { samples, withParts } from '../../testing/models.js';
import { gateReconstruction } from './part.js';

it('says what it needs', async () => {
  expect(() =>
    withParts({ code: gatedCode({ dim: 6 }), penalties: [gateReconstruction()] }),
  ).toThrow('use dictionaryDecoder');
  const model = withParts({
    code: deterministicCode({ dim: 6 }),
    decoder: dictionaryDecoder(),
    penalties: [gateReconstruction()],
  });
  await expect(fit(model, samples(8), { epochs: 1 })).rejects.toThrow('use gatedCode');
  model.dispose();
});
