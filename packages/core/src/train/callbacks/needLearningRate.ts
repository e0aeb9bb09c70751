import { OptionsError } from '../../parts/options.js';
import type { UpcomingRun } from '../runState.js';

/**
 * Refuses a run whose learning rate cannot be set.
 *
 * @throws OptionsError with the remedy.
 */
export function needLearningRate(callback: string, { learningRate }: UpcomingRun): void {
  if (learningRate) return;
  throw new OptionsError(
    `${callback}: this optimiser chooses its steps itself and has no learning rate to set; leave the callback out, or take another optimiser, such as adam()`,
  );
}
