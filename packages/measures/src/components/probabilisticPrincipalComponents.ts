import type { PrincipalComponents } from './principalComponents.js';
import { forEachChunk, toVectors, type Vectors } from '../shared/vectors.js';

/**
 * Log likelihood in nats, averaged over samples, of the probabilistic model behind
 * principal components: `x = mean + W z + noise` with standard normal z and noise of
 * one variance for all values, where the best W and variance are known (Tipping and
 * Bishop, "Probabilistic principal component analysis", 1999, equations 3 to 8). It is
 * what no linear variational autoencoder with a gaussian likelihood of one variance
 * can exceed on its training data (Lucas et al., "Don't blame the ELBO!", 2019).
 *
 * scikit-learn's `PCA.score`: variances are divided by samples - 1.
 *
 * @param fitted - Components of the training data, fewer than values in a sample.
 * @param samples - The same or others.
 * @throws RangeError if samples have another size, or the components leave no
 * variance over for noise.
 */
export function logLikelihoodOfComponents(fitted: PrincipalComponents, samples: Vectors): number {
  const { mean, components, explainedVariance, totalVariance } = fitted;
  const set = toVectors(samples, 'the samples');
  const { size } = set;
  if (size !== mean.length) {
    throw new RangeError(
      `${set.name}: samples have ${size} values, but the components were made of ${mean.length}`,
    );
  }
  const explained = explainedVariance.reduce((sum, variance) => sum + variance, 0);
  const noise = (totalVariance - explained) / (size - explainedVariance.length);
  if (!(noise > 1e-12 * totalVariance)) {
    throw new RangeError(
      `${explainedVariance.length} components explain all variance and leave none for noise; take fewer`,
    );
  }
  let constant = size * Math.log(2 * Math.PI);
  constant += (size - explainedVariance.length) * Math.log(noise);
  for (const variance of explainedVariance) constant += Math.log(variance);

  const centred = new Float64Array(size);
  let distances = 0;
  forEachChunk(set, 128, (rows, count) => {
    for (let row = 0; row < count; row++) {
      for (let i = 0; i < size; i++) centred[i] = rows[row * size + i] - mean[i];
      for (const value of centred) distances += value ** 2 / noise;
      explainedVariance.forEach((variance, k) => {
        let coordinate = 0;
        for (let i = 0; i < size; i++) coordinate += centred[i] * components[k * size + i];
        distances += coordinate ** 2 * (1 / variance - 1 / noise);
      });
    }
  });
  return -(constant + distances / set.length) / 2;
}
