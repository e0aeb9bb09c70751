import { denoising } from '@autoencoder-zoo/variants/denoising';
import { underComplete } from '@autoencoder-zoo/variants/under-complete';
import type { RunContext } from '../framework/index.js';
import { annealed, heldOutDigits } from '../helpers/index.js';
import { network } from './network.js';

/** What is tried. */
export interface Setting {
  /** Whether the decoder has the encoder's kernels. */
  readonly tied: boolean;
  /** Deviation of gaussian noise on what goes in. Default: none. */
  readonly noise?: number;
  /** Default: none. */
  readonly weightDecay?: number;
}

/** 80 passes over 25,000 digits, by the error of 10,000 others. */
export const trial = {
  module: import.meta.url,
  async run({ settings, fit }: RunContext<Setting>) {
    const { train, validation } = await heldOutDigits({ train: 25_000, validation: 10_000 });
    const model = modelOf(settings);
    const rates = { learningRate: 2e-3, weightDecay: settings.weightDecay };
    await fit('digits', model, train, {
      ...annealed({ samples: train.length, epochs: 80, batchSize: 128, ...rates }),
    });
    const errorOf = async (digits: typeof train) => (await model.evaluate(digits))['squaredError'];
    const figures = {
      heldOut: await errorOf(validation),
      learned: await errorOf(train.slice(0, 10_000)),
    };
    model.dispose();
    return figures;
  },
};

function modelOf({ tied, noise }: Setting) {
  const common = { ...network, latentDim: 30, seed: 0, tied } as const;
  if (noise === undefined) return underComplete(common);
  return denoising({
    ...common,
    codeActivation: 'linear',
    likelihood: 'squaredError',
    noise: 'gaussian',
    deviation: noise,
  });
}
