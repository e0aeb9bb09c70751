import type { Likelihood } from '@autoencoder-zoo/core';
import { z } from 'zod';
import { bernoulliLikelihood } from '../../likelihoods/bernoulli/part.js';
import { gaussianLikelihood } from '../../likelihoods/gaussian/part.js';
import { squaredErrorLikelihood } from '../../likelihoods/squared-error/part.js';

const byName = {
  bernoulli: bernoulliLikelihood,
  squaredError: squaredErrorLikelihood,
  gaussian: () => gaussianLikelihood(),
  gaussianLearned: () => gaussianLikelihood({ variance: 'learned' }),
  gaussianPredicted: () => gaussianLikelihood({ variance: 'predicted' }),
} as const satisfies Record<string, () => Likelihood>;

/**
 * Reconstruction term by name: `bernoulli` (cross-entropy), `squaredError`, `gaussian` (variance
 * 1), `gaussianLearned` (one learned variance), `gaussianPredicted` (a variance for each value).
 */
export type LikelihoodName = keyof typeof byName;

/** Checks a {@link LikelihoodName}. */
export const likelihoodName = z.enum(Object.keys(byName) as [LikelihoodName, ...LikelihoodName[]]);

/** The likelihood of a name. */
export const likelihoodOf = (name: LikelihoodName): Likelihood => byName[name]();
