import { importanceSampledLogLikelihood, startAtMean } from '@autoencoder-zoo/core';
import { activeUnits } from '@autoencoder-zoo/measures';
import type { RunContext } from '../framework/index.js';
import { heldOutDigits } from '../helpers/index.js';
import { batchSize, ladder, modelWith, passesOf } from './network.js';

/** What is tried. */
export interface Setting {
  /** Whether the outputs start at the mean digit. */
  readonly atMean: boolean;
  /** Of Adam. */
  readonly epsilon?: number;
  readonly beta1?: number;
}

const rungs = 4;

/** One draw, 40 passes over 50,000 digits, by the likelihood of 2,000 of the other 10,000. */
export const trial = {
  module: import.meta.url,
  async run({ settings: { atMean, ...optimiser }, fit, signal }: RunContext<Setting>) {
    const grey = await heldOutDigits({ train: 50_000, validation: 10_000 });
    const train = grey.train.binarise();
    const heldOut = grey.validation.binarise();
    const model = modelWith(1, 0);
    if (atMean) startAtMean(model, grey.train);
    await fit('one draw', model, train, {
      epochs: passesOf(rungs),
      batchSize,
      optimiser: ladder(rungs, Math.ceil(train.length / batchSize), optimiser),
    });
    const options = { draws: 500, seed: 0, signal };
    const asked = heldOut.slice(0, 2000);
    const { mean } = await importanceSampledLogLikelihood(model, asked, options);
    const active = activeUnits(await model.encode(heldOut, { seed: 0 }));
    model.dispose();
    return { negativeLogLikelihood: -mean, active };
  },
};
