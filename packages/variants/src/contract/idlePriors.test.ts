import type { Code, Prior } from '@autoencoder-zoo/core';
import { expect, it } from 'vitest';
import { deterministicCode } from '../codes/deterministic/part.js';
import { gaussianCode } from '../codes/gaussian/part.js';
import { ladderCode } from '../codes/ladder/part.js';
import { relaxedCategoricalCode } from '../codes/relaxed-categorical/part.js';
import { topKCode } from '../codes/top-k/part.js';
import { vonMisesFisherCode } from '../codes/von-mises-fisher/part.js';
import { gaussianMixture } from '../priors/gaussian-mixture/part.js';
import { standardNormal } from '../priors/standard-normal/part.js';
import { uniformCategorical } from '../priors/uniform-categorical/part.js';
import { uniformSphere } from '../priors/uniform-sphere/part.js';
import { vampPrior } from '../priors/vamp/part.js';
import { withParts } from '../testing/models.js';

const mixture = gaussianMixture({ components: 2 });

it.each<[Code, Prior, string]>([
  [deterministicCode({ dim: 3 }), mixture, 'fit it to the trained model with withPrior'],
  [topKCode({ dim: 6, k: 2 }), mixture, 'its codes are points'],
  [relaxedCategoricalCode({ variables: 2, classes: 3 }), mixture, 'does not know its divergence'],
  [ladderCode({ dim: 3, upper: 2, units: 4 }), standardNormal(), 'does not know its divergence'],
  [gaussianCode({ dim: 3 }), uniformCategorical(), 'of classes, such as relaxedCategoricalCode'],
  [gaussianCode({ dim: 3 }), uniformSphere(), 'of directions, such as vonMisesFisherCode'],
  [vonMisesFisherCode({ dim: 3 }), vampPrior({ components: 2 }), 'that is a normal distribution'],
])('refuses a prior that learns nothing of the code: $name', (code, prior, words) => {
  expect(() => withParts({ code, prior })).toThrow(words);
});

it.each<[Code, Prior]>([
  [deterministicCode({ dim: 3 }), standardNormal()],
  [vonMisesFisherCode({ dim: 3 }), mixture],
  [vonMisesFisherCode({ dim: 3 }), uniformSphere()],
  [gaussianCode({ dim: 3 }), vampPrior({ components: 2 })],
])('takes a prior that has nothing to learn, or knows what to', (code, prior) => {
  expect(() => {
    withParts({ code, prior }).dispose();
  }).not.toThrow();
});
