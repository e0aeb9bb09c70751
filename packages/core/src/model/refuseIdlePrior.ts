import { titlesOf } from '../network/builtParts.js';
import type { Autoencoder } from './autoencoder.js';

/**
 * Refuses a prior that a model would train in vain, or that does not know its divergence from the
 * codes. A model that was given its prior after training may have any.
 *
 * @throws Error saying what to choose.
 */
export function refuseIdlePrior({ parts, network, variables }: Autoencoder): void {
  const { code, prior } = network.built;
  const isOwn = parts.prior === undefined || parts.prior.name === code.prior?.name;
  if (!prior || code.tells === undefined || isOwn) return;
  const titles = titlesOf(parts, network.built);
  if (code.tells === 'nothing') {
    const isTrained = variables.some(({ name, trained }) => trained && name.startsWith('prior/'));
    if (!isTrained) return;
    throw new Error(
      `the ${titles.prior} learns by the divergence of codes from it, and the ${titles.code} has none, as its codes are points; choose a code that is a distribution, such as gaussianCode, or leave the prior out and fit it to the trained model with withPrior`,
    );
  }
  const hasDensity = ['density', 'moments', 'directions'].includes(code.tells);
  const knows = hasDensity && prior.logDensity !== undefined;
  if (prior.needs ? code.tells === prior.needs : knows) return;
  const other = prior.needs ? choices[prior.needs] : 'whose density is known, such as gaussianCode';
  throw new Error(
    `the ${titles.prior} does not know its divergence from the ${titles.code}; choose another prior, or a code ${other}`,
  );
}

const choices = {
  moments: 'that is a normal distribution, such as gaussianCode',
  directions: 'of directions, such as vonMisesFisherCode',
  bits: 'of bits, such as relaxedBernoulliCode',
  classes: 'of classes, such as relaxedCategoricalCode',
};
