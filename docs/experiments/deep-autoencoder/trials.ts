import type { Autoencoder } from '@autoencoder-zoo/core';
import { denoising } from '@autoencoder-zoo/variants/denoising';
import { underComplete } from '@autoencoder-zoo/variants/under-complete';
import { annealed, defineTrials, heldOutDigits, type RunContext } from '../framework/index.js';
import { network } from './network.js';

const squaredError = { ...network, latentDim: 30, seed: 0 } as const;

/** What makes the difference between digits that were learned and others smaller. */
export const trials = defineTrials({
  name: 'deep-autoencoder',
  columns: [
    { figure: 'heldOut', heading: 'error of other digits', digits: 3 },
    { figure: 'learned', heading: 'of learned digits', digits: 3 },
  ],
  trials: [
    trial('decoder with kernels of its own', () => underComplete({ ...squaredError, tied: false })),
    trial('the same, gaussian noise of 0.1 on what goes in', () =>
      denoising({
        ...squaredError,
        tied: false,
        codeActivation: 'linear',
        likelihood: 'squaredError',
        noise: 'gaussian',
        deviation: 0.1,
      }),
    ),
    trial("the encoder's kernels, transposed", () => underComplete(squaredError)),
    trial('the same, weight decay of 0.1', () => underComplete(squaredError), 0.1),
    trial('the same, weight decay of 0.4', () => underComplete(squaredError), 0.4),
  ],
});

/** 80 passes over 25,000 digits, by the error of 10,000 others. */
function trial(what: string, make: () => Autoencoder<readonly [784]>, weightDecay?: number) {
  return {
    what,
    async run({ fit }: RunContext) {
      const { train, validation } = await heldOutDigits({ train: 25_000, validation: 10_000 });
      const model = make();
      const rates = { learningRate: 2e-3, weightDecay };
      await fit('digits', model, train, {
        ...annealed({ samples: train.length, epochs: 80, batchSize: 128, ...rates }),
      });
      const errorOf = async (digits: typeof train) =>
        (await model.evaluate(digits))['squaredError'];
      const figures = {
        heldOut: await errorOf(validation),
        learned: await errorOf(train.slice(0, 10_000)),
      };
      model.dispose();
      return figures;
    },
  };
}
