import { expect, it } from 'vitest';
import { principalComponents } from './principalComponents.js';
import { logLikelihoodOfComponents } from './probabilisticPrincipalComponents.js';
import { golden, samples } from '../testing/golden.js';
import { mnistImages } from '../testing/mnistImages.js';

const { pca, size } = golden;
const train = samples(golden.train);
const test = samples(golden.test);

it("agrees with scikit-learn's", () => {
  const ours = logLikelihoodOfComponents(principalComponents(train, pca.k), test);
  expect(ours).toBeCloseTo(pca.logLikelihood, 4);
});

it('is that of a normal distribution', () => {
  // Two directions of variance 8 and 2, and no other: the second is the noise.
  const data = Float32Array.of(2, 0, -2, 0, 0, 1, 0, -1);
  const set = { data, shape: [4, 2] };
  const fitted = principalComponents(set, 1);
  const [first, second] = [8 / 3, 2 / 3];
  const expected = -(Math.log(2 * Math.PI) * 2 + Math.log(first * second) + 1.5) / 2;
  expect(logLikelihoodOfComponents(fitted, set)).toBeCloseTo(expected, 10);
});

it('gives the known log likelihood of 30 components on MNIST', () => {
  const fitted = principalComponents(mnistImages('train'), 30);
  expect(logLikelihoodOfComponents(fitted, mnistImages('t10k'))).toBeCloseTo(394.616, 2);
});

it('refuses what has no such model', () => {
  const fitted = principalComponents(train, pca.k);
  const other = { data: new Float32Array(10), shape: [5, 2] };
  expect(() => logLikelihoodOfComponents(fitted, other)).toThrow('have 2 values');
  expect(() => logLikelihoodOfComponents(principalComponents(train, size), test)).toThrow(
    'leave none for noise',
  );
});
