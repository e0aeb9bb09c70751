import { activeUnits } from '@autoencoder-zoo/measures';
import { masking } from '@autoencoder-zoo/variants/corruptions/masking';
import type { RunContext } from '../framework/index.js';
import { heldOutDigits } from '../helpers/index.js';
import {
  classifierOf,
  fineTuning,
  histogram,
  modelOf,
  pretraining,
  saturatedIn,
  type Kind,
} from './learn.js';

/** What is tried. */
export interface Setting extends Pick<Kind, 'weight' | 'initialiser'> {
  /** Share of pixels that are set to 0. Default 0. */
  readonly masked?: number;
  /** Of pre-training. Default: that of the result. */
  readonly learningRate?: number;
}

const units = 1000;
const epochs = 20;

/** 1000 units, 50,000 digits, the classifier's least error on the other 10,000. */
export const trial = {
  module: import.meta.url,
  async run({ settings, fit }: RunContext<Setting>) {
    const { masked, learningRate, ...kind } = settings;
    const corruption = masked === undefined ? undefined : masking({ rate: masked });
    const { train, validation } = await heldOutDigits({ train: 50_000, validation: 10_000 });
    const model = modelOf({ ...kind, corruption }, units, 0);
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
