import { describe, expect, it } from 'vitest';
import { deterministicCode } from '../codes/deterministic/part.js';
import { underComplete } from '../recipes/under-complete.js';
import { layersEncoder } from '../encoders/layers/part.js';
import { bernoulliLikelihood } from '../likelihoods/bernoulli/part.js';
import { masking } from '../corruptions/masking/part.js';

// The comments are tests of their own: an error that does not come is one.
describe('a wrong option is refused by the compiler and at run time', () => {
  it('in a part', () => {
    // @ts-expect-error -- misspelt
    expect(() => masking({ rat: 0.3 })).toThrow('unknown option "rat"');
    // @ts-expect-error -- a string
    expect(() => masking({ rate: 'high' })).toThrow('option "rate"');
    // @ts-expect-error -- none are known
    expect(() => bernoulliLikelihood({ scale: 1 })).toThrow('unknown option "scale"');
  });

  it('in a part that cannot be without options', () => {
    // @ts-expect-error -- misspelt
    expect(() => deterministicCode({ dimension: 3 })).toThrow('unknown option "dimension"');
    // @ts-expect-error -- missing
    expect(() => layersEncoder()).toThrow('option "model"');
  });

  it('in a recipe', () => {
    // @ts-expect-error -- misspelt
    expect(() => underComplete({ input: [4], latent: 2 })).toThrow('unknown option "latent"');
  });
});
