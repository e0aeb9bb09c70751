import { autoencoder, Dataset, fit, RandomStream, withSteps } from '@autoencoder-zoo/core';
import { describe, expect, it } from 'vitest';
import { gru } from '../recipes/gru.js';
import { lstm } from '../recipes/lstm.js';
import { deterministicCode } from '../codes/deterministic/part.js';
import { denseDecoder } from '../decoders/dense/part.js';
import { squaredErrorLikelihood } from '../likelihoods/squared-error/part.js';
import { lstmEncoder } from '../encoders/lstm/part.js';

/** Sequences of 1 to `longest` steps with 2 channels. */
function sequences<const Longest extends number>(longest: Longest) {
  const values = new RandomStream(longest, 'walks').normal(new Float32Array(12 * longest * 2));
  const lengths = Int32Array.from({ length: 12 }, (_, i) => 1 + (i % longest));
  return new Dataset({ name: 'walks', values, shape: [longest, 2], lengths });
}

describe('withSteps', () => {
  it.each([lstm, gru])('gives the same model for longer sequences', async (make) => {
    const model = make({ input: [4, 2], units: 3, latentDim: 2, scaling: 'standard' });
    await fit(model, sequences(4), { epochs: 2 });
    const longer = withSteps(model, 6);
    expect(longer.inputShape).toEqual([6, 2]);
    expect(longer.scaling).toEqual(model.scaling);
    const [expected, codes] = [await model.encode(sequences(4)), await longer.encode(sequences(4))];
    codes.forEach((value, i) => expect(value).toBeCloseTo(expected[i], 6));
    expect((await longer.encode(sequences(6))).shape).toEqual([12, 2]);
    expect((await withSteps(model, 3).encode(sequences(3))).shape).toEqual([12, 2]);
  });

  it('keeps no names of values that are of other steps', async () => {
    const { values } = sequences(4);
    const model = lstm({ input: [4, 2], units: 3, latentDim: 2 });
    const columns = 'a b c d e f g h'.split(' ');
    await fit(model, new Dataset({ name: 'x', values, shape: [4, 2], columns }), { epochs: 1 });
    expect(withSteps(model, 6).columns).toBeUndefined();
  });

  it('refuses a model that was disposed', () => {
    const model = lstm({ input: [4, 2], units: 3, latentDim: 2 });
    model.dispose();
    expect(() => withSteps(model, 6)).toThrow('withSteps: this model was disposed');
  });

  it('names what depends on the number of steps', () => {
    const dense = autoencoder({
      input: [4, 2],
      encoder: lstmEncoder({ units: 3 }),
      code: deterministicCode({ dim: 2 }),
      decoder: denseDecoder(),
      likelihood: squaredErrorLikelihood(),
    });
    expect(() => withSteps(dense, 6)).toThrow(
      'the weight "decoder/0/kernel" depends on the number of steps, which is 4; train a model with input: [6, 2]',
    );
    const scaled = lstm({ input: [4, 2], scaling: { kind: 'standard', per: 'feature' } });
    scaled.fitScaling(new Dataset({ name: 'x', values: sequences(4).values, shape: [4, 2] }));
    expect(() => withSteps(scaled, 6)).toThrow('the scaling, that of each step, depends on');
    const ofOne = lstm({ input: [1, 2], scaling: { kind: 'standard', per: 'feature' } });
    ofOne.fitScaling(new Dataset({ name: 'x', values: sequences(4).values, shape: [1, 2] }));
    expect(() => withSteps(ofOne, 6)).toThrow('the scaling, that of each step, depends on');
  });
});
