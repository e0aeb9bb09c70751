import { nonNegative, positiveInteger } from '../options.js';
import { checkedSchedule, type ScheduleDefinition } from './definition.js';

/**
 * Half a cosine wave from `initial` to `final` in `steps` steps, `final` from then on. Loshchilov
 * & Hutter 2017, "SGDR: stochastic gradient descent with warm restarts", without restarts.
 */
export interface CosineDecay {
  readonly name: 'cosineDecay@1';
  /** Value at step 0; 0 or above. */
  readonly initial: number;
  /** Value at `steps` and after; 0 or above. Default 0. */
  readonly final: number;
  readonly steps: number;
}

export const cosineDecayDefinition: ScheduleDefinition<CosineDecay> = {
  name: 'cosineDecay@1',
  checks: { initial: nonNegative, final: nonNegative, steps: positiveInteger },
  defaults: { final: 0 },
  at({ initial, final, steps }, step) {
    const progress = Math.min(step / steps, 1);
    return final + ((initial - final) * (1 + Math.cos(Math.PI * progress))) / 2;
  },
};

/**
 * Half a cosine wave down from `initial` to `final` (default 0) in `steps` steps.
 *
 * @throws OptionsError for unknown or unacceptable fields.
 */
export function cosineDecay(
  fields: Omit<CosineDecay, 'name' | 'final'> & { readonly final?: number },
): CosineDecay {
  return checkedSchedule(cosineDecayDefinition, fields);
}
