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

const contractive = { weight: 0.1 };
const denoising = { corruption: masking({ rate: 0.3 }) };
const fast = 0.4;

/** Other codes, other trainings of them, other fine-tunings of the classifier. */
export const trials = defineTrials({
  name: 'contractive',
  columns: [
    { figure: 'squaredNorm', heading: 'squared norm', digits: 0 },
    { figure: 'saturated', heading: 'saturated units, %', digits: 0 },
    { figure: 'validationError', heading: 'validation error, %', digits: 2 },
  ],
  trials: [
    trial('contractive, λ = 0.1, as in the result', contractive),
    trial('the same, fine-tuned at a rate of 0.1 for 30 epochs', contractive, {
      learningRate: 0.1,
      epochs: 30,
    }),
    trial('the same, fine-tuned at a rate of 1', contractive, { learningRate: 1 }),
    trial('the same, fine-tuned in batches of 20 at a rate of 0.2', contractive, {
      batchSize: 20,
      learningRate: 0.2,
    }),
    trial('the same, pre-trained at a rate of 0.4', contractive, { pretrainedAt: fast }),
    trial('contractive, λ = 0.03', { weight: 0.03 }),
    trial('contractive, λ = 0.01', { weight: 0.01 }),
    trial('denoising, as in the result', denoising),
    trial('plain, as in the result', {}),
    trial('plain, pre-trained at a rate of 0.4', {}, { pretrainedAt: fast }),
    trial(
      'plain, pre-trained at a rate of 0.4, fine-tuned at a rate of 0.1 for 30 epochs',
      {},
      {
        pretrainedAt: fast,
        learningRate: 0.1,
        epochs: 30,
      },
    ),
  ],
});

interface Training {
  /** Learning rate of pre-training. Default 0.1. */
  readonly pretrainedAt?: number;
  /** Of fine-tuning. Default 100. */
  readonly batchSize?: number;
  /** Of fine-tuning. Default 0.4. */
  readonly learningRate?: number;
  /** Of fine-tuning. Default 20. */
  readonly epochs?: number;
}

/** 1000 units, 20 epochs of pre-training on 50,000 digits, the classifier's least error on the other 10,000. */
function trial(what: string, kind: Kind, { pretrainedAt, epochs = 20, ...tuning }: Training = {}) {
  return {
    what,
    async run({ fit }: RunContext) {
      const { train, validation } = await heldOutDigits({ train: 50_000, validation: 10_000 });
      const model = modelOf(kind, 1000, 0);
      const learned = await fit('pre-training', model, train, {
        ...pretraining(pretrainedAt),
        epochs: 20,
        validation,
      });
      const classifier = classifierOf(model, 0);
      const tuned = await fit('fine-tuning', classifier, train, {
        ...fineTuning(tuning),
        epochs,
        validation,
      });
      const figures = {
        squaredNorm: learned.validation['contraction'].at(-1)!,
        saturated: saturatedIn(histogram(await model.encode(validation))),
        validationError: 100 * Math.min(...tuned.validation['errorRate']),
      };
      for (const used of [model, classifier]) used.dispose();
      return figures;
    },
  };
}
