import { z } from 'zod';
import { nonNegative, parseFields, parseOptions, positiveInteger } from '../../parts/options.js';
import type { Callback } from '../callback.js';
import { bestAndWaited } from './bestSoFar.js';
import { monitored, needMonitored, type Monitor } from './monitor.js';
import { needLearningRate } from './needLearningRate.js';

/** Options of {@link reduceLearningRateOnPlateau}. */
export interface ReduceLearningRateOptions {
  /** Number to be made small. Default `'validation.loss'`. */
  readonly monitor?: Monitor;
  /** What the learning rate is multiplied by, above 0 and below 1. Default 0.1. */
  readonly factor?: number;
  /** Epochs without a better value before that. Default 10. */
  readonly patience?: number;
  /** A value counts as better when it is lower by more than this. Default 0.0001. */
  readonly minDelta?: number;
  /** The learning rate does not fall below. Default 0. */
  readonly minLearningRate?: number;
}

const schema = z.strictObject({
  monitor: z.string().default('validation.loss'),
  factor: z.number().gt(0).lt(1).default(0.1),
  patience: positiveInteger.default(10),
  minDelta: nonNegative.default(1e-4),
  minLearningRate: nonNegative.default(0),
});

/**
 * Lowers the learning rate when a number no longer falls.
 *
 * @throws OptionsError for unknown or wrong options.
 */
export function reduceLearningRateOnPlateau(options: ReduceLearningRateOptions = {}): Callback {
  const { monitor, factor, patience, minDelta, minLearningRate } = parseOptions(
    'reduceLearningRateOnPlateau',
    schema,
    options,
  );
  let best = Infinity;
  let waited = 0;
  return {
    check(run) {
      needLearningRate('reduceLearningRateOnPlateau', run);
      needMonitored('reduceLearningRateOnPlateau', monitor, run);
    },
    onTrainBegin({ step }) {
      if (step === 0) [best, waited] = [Infinity, 0];
    },
    onEpochEnd(event, { control }) {
      const value = monitored(monitor, event);
      if (value < best - minDelta) {
        best = value;
        waited = 0;
      } else if (++waited >= patience) {
        waited = 0;
        control.learningRate = Math.max(control.learningRate * factor, minLearningRate);
      }
    },
    save: () => ({ json: { best, waited }, arrays: {} }),
    restore({ json }, run) {
      const state = parseFields(bestAndWaited(run), json, 'reduceLearningRateOnPlateau');
      ({ best, waited } = state);
    },
  };
}
