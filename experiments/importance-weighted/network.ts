import { adam, piecewise, type Optimiser } from '@autoencoder-zoo/core';
import { importanceWeighted } from '@autoencoder-zoo/variants/importance-weighted';

export const batchSize = 20;

/** 784-200-200-50 and back, trained by the bound of so many draws. */
export function modelWith(draws: number, seed: number) {
  return importanceWeighted({
    input: [784],
    hidden: [200, 200],
    latentDim: 50,
    activation: 'tanh',
    initialiser: 'glorotUniform',
    draws,
    seed,
  });
}

/** `3^i` passes on each rung. */
export function passesOf(rungs: number): number {
  return (3 ** rungs - 1) / 2;
}

/** The paper's optimiser: the learning rate of rung `i` of 8 is `0.001 * 10^(-i / 7)`. */
export function ladder(
  rungs: number,
  stepsPerPass: number,
  { epsilon = 1e-4, beta1 = 0.9 } = {},
): Optimiser {
  const steps = [...Array(rungs).keys()];
  return adam({
    learningRate: piecewise({
      boundaries: steps.slice(1).map((rung) => stepsPerPass * passesOf(rung)),
      values: steps.map((rung) => 1e-3 * 10 ** (-rung / 7)),
    }),
    epsilon,
    beta1,
  });
}
