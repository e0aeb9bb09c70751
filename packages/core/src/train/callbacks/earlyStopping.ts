import { z } from 'zod';
import { nonNegative, parseFields, parseOptions, positiveInteger } from '../../parts/options.js';
import type { Callback } from '../callback.js';
import type { CompanionState } from '../runState.js';
import { monitored, needMonitored, type Monitor } from './monitor.js';
import { bestAndWaited } from './bestSoFar.js';
import type { Model } from '../../model/model.js';
import { checkSnapshot, putBack, snapshot } from '../../model/snapshot.js';

/** Options of {@link earlyStopping}. */
export interface EarlyStoppingOptions {
  /** Number to be made small. Default `'validation.loss'`. */
  readonly monitor?: Monitor;
  /** Epochs without a better value before the run stops. Default 5. */
  readonly patience?: number;
  /** A value counts as better when it is lower by more than this. Default 0. */
  readonly minDelta?: number;
  /** Whether the model gets the weights of the best epoch at the end of the run. Default true. */
  readonly restoreBestWeights?: boolean;
}

const schema = z.strictObject({
  monitor: z.string().default('validation.loss'),
  patience: positiveInteger.default(5),
  minDelta: nonNegative.default(0),
  restoreBestWeights: z.boolean().default(true),
});

/**
 * Stops a run that no longer gets better, and gives the model the weights of its best epoch, also
 * when the run ends for another reason.
 *
 * @throws OptionsError for unknown or wrong options.
 */
export function earlyStopping(options: EarlyStoppingOptions = {}): Callback {
  const { monitor, patience, minDelta, restoreBestWeights } = parseOptions(
    'earlyStopping',
    schema,
    options,
  );
  let best = Infinity;
  let waited = 0;
  let weights: Record<string, Float32Array> = {};
  return {
    check: (run) => needMonitored('earlyStopping', monitor, run),
    onTrainBegin({ step }, { control }) {
      if (step === 0) [best, waited, weights] = [Infinity, 0, {}];
      // The run that is resumed had been stopped.
      else if (waited >= patience) control.stop();
    },
    onEpochEnd(event, { model, control }) {
      const value = monitored(monitor, event);
      if (value < best - minDelta) {
        best = value;
        waited = 0;
        if (restoreBestWeights) weights = snapshot(model);
      } else if (++waited >= patience) {
        control.stop();
      }
    },
    onTrainEnd(_event, { model }) {
      if (Object.keys(weights).length > 0) putBack(model, weights);
    },
    save: () => ({ json: { best, waited }, arrays: weights }),
    restore({ json, arrays }, run) {
      const state = parseFields(bestAndWaited(run), json, 'earlyStopping');
      weights = restoreBestWeights ? bestWeights(run.model, state.best, arrays) : {};
      ({ best, waited } = state);
    },
  };
}

/** The weights of the best epoch, where there is one. */
function bestWeights(model: Model, best: number, arrays: CompanionState['arrays']) {
  try {
    if (best < Infinity) return checkSnapshot(model, arrays);
    if (Object.keys(arrays).length === 0) return {};
    throw new Error('it has weights of a best epoch, but no best value');
  } catch (cause) {
    throw new Error(`earlyStopping: ${(cause as Error).message}`, { cause });
  }
}
