import { activeUnits, importanceSampledLogLikelihood, startAtMean } from '@autoencoder-zoo/core';
import { defineTrials, heldOutDigits, type RunContext } from '../framework/index.js';
import { batchSize, ladder, modelWith, passesOf } from './network.js';

const rungs = 4;
/** Of Adam, as large beside gradients that are means as 0.0001 is beside sums over a batch. */
const small = 1e-4 / batchSize;

/** Where the outputs start, and the optimiser as the authors' code has it. */
export const trials = defineTrials({
  name: 'importance-weighted',
  columns: [
    { figure: 'negativeLogLikelihood', heading: 'negative log likelihood, nats', digits: 2 },
    { figure: 'active', heading: 'active units', digits: 0 },
  ],
  trials: [
    trial('outputs start at 0.5', { atMean: false }),
    trial('the same, epsilon of 0.000005', { atMean: false, epsilon: small }),
    trial('outputs start at the mean digit', { atMean: true }),
    trial('the same, epsilon of 0.000005 too', { atMean: true, epsilon: small }),
    trial('the same, momentum of 0.99 too', { atMean: true, epsilon: small, beta1: 0.99 }),
  ],
});

interface Setting {
  readonly atMean: boolean;
  readonly epsilon?: number;
  readonly beta1?: number;
}

/** One draw, 40 passes over 50,000 digits, by the likelihood of 2,000 of the other 10,000. */
function trial(what: string, { atMean, ...optimiser }: Setting) {
  return {
    what,
    async run({ fit, signal }: RunContext) {
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
}
