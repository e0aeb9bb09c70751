import { activeUnits } from '@autoencoder-zoo/core';
import { masking } from '@autoencoder-zoo/variants/masking';
import { defineTrials, heldOutDigits, type RunContext } from '../framework/index.js';
import {
  classifierOf,
  fineTuning,
  histogram,
  modelOf,
  pretraining,
  saturatedIn,
  type Kind,
} from './learn.js';

const units = 1000;
const contractive: Kind = { weight: 0.3 };
const denoising: Kind = { corruption: masking({ rate: 0.3 }) };
const wide: Kind = { initialiser: 'glorotSigmoid' };

/** Other rates, penalties and first weights of codes. */
export const trials = defineTrials({
  name: 'contractive',
  columns: [
    { figure: 'squaredNorm', heading: 'squared norm', digits: 0 },
    { figure: 'saturated', heading: 'saturated units, %', digits: 0 },
    { figure: 'constant', heading: 'constant units, %', digits: 0 },
    { figure: 'validationError', heading: 'validation error, %', digits: 2 },
  ],
  trials: [
    trial('contractive, λ = 0.3, as in the result', contractive),
    trial('contractive, λ = 0.3, pre-trained at a rate of 0.1', contractive, 0.1),
    trial('contractive, λ = 0.3, pre-trained at a rate of 0.4', contractive, 0.4),
    trial('contractive, λ = 0.1', { weight: 0.1 }),
    trial('contractive, λ = 0.5', { weight: 0.5 }),
    trial('contractive, λ = 0.3, from wide weights', { ...contractive, ...wide }),
    trial('denoising, as in the result', denoising),
    trial('denoising, pre-trained at a rate of 0.1', denoising, 0.1),
    trial('denoising, pre-trained at a rate of 0.4', denoising, 0.4),
    trial('plain, as in the result', {}),
    trial('plain, pre-trained at a rate of 0.1', {}, 0.1),
    trial('plain, pre-trained at a rate of 0.4', {}, 0.4),
    trial('plain, from wide weights', wide),
  ],
});

/** 1000 units, 50,000 digits, the classifier's least error on the other 10,000. */
function trial(what: string, kind: Kind, learningRate?: number) {
  return {
    what,
    async run({ fit }: RunContext) {
      const { train, validation } = await heldOutDigits({ train: 50_000, validation: 10_000 });
      const model = modelOf(kind, units, 0);
      const epochs = 20;
      const learned = await fit('pre-training', model, train, {
        ...pretraining(learningRate),
        epochs,
        validation,
      });
      const codes = await model.encode(validation);
      const classifier = classifierOf(model, 0);
      const tuned = await fit('fine-tuning', classifier, train, {
        ...fineTuning(),
        epochs,
        validation,
      });
      const figures = {
        squaredNorm: learned.validation['contraction'].at(-1)!,
        saturated: saturatedIn(histogram(codes)),
        constant: 100 - (100 * activeUnits(codes, 0.05 ** 2)) / units,
        validationError: 100 * Math.min(...tuned.validation['errorRate']),
      };
      for (const used of [model, classifier]) used.dispose();
      return figures;
    },
  };
}
