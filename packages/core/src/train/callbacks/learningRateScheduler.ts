import type { Callback } from '../callback.js';
import { needLearningRate } from './needLearningRate.js';

/**
 * Sets the learning rate of each epoch.
 *
 * @param rateOf - Gives the learning rate, above 0, of an epoch counted from 0; it is also told the
 * present one. For schedules by step, give the optimiser one instead.
 */
export function learningRateScheduler(
  rateOf: (epoch: number, learningRate: number) => number,
): Callback {
  return {
    check: (run) => needLearningRate('learningRateScheduler', run),
    onTrainBegin({ epoch, step }, { control }) {
      // A run that is resumed has the rate that it was given at the end of its last epoch.
      if (step > 0) return;
      control.learningRate = rateOf(epoch, control.learningRate);
    },
    onEpochEnd({ epoch }, { control }) {
      control.learningRate = rateOf(epoch, control.learningRate);
    },
  };
}
