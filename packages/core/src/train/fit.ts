import { z } from 'zod';
import type { Samples } from '../data/input.js';
import { quoted } from '../files/quoted.js';
import type { Model } from '../model/model.js';
import type { Shape } from '../parts/shape.js';
import { OptionsError, parseFields } from '../parts/options.js';
import { notify, type Callback } from './callback.js';
import { claim } from './claims.js';
import { emptyHistory, type History } from './history.js';
import type { TrainOptions } from './trainOptions.js';
import type { Companions } from './runState.js';
import type { TrainingControl } from './events.js';
import { train } from './train.js';

/** {@link TrainOptions} with callbacks. */
export interface FitOptions<
  Input extends Shape = Shape,
  Trained = Model,
> extends TrainOptions<Input> {
  /** Called in this order at each event, with the model that is trained. Default: none. */
  readonly callbacks?: readonly Callback<Trained>[];
}

/**
 * Trains a model and gives the history of its loss terms.
 *
 * @param samples - Training data; each sample has the model's input shape.
 * @returns Averages per epoch, one array per term, and those on the validation data.
 * @throws What {@link train} throws, and OptionsError for a callback with a state
 * that is in another run.
 *
 * @example
 * ```ts
 * const history = await fit(model, train, { epochs: 10, validation: test, seed: 7 });
 * console.log(history.training.loss, history.validation.loss);
 * ```
 */
export async function fit<
  Input extends Shape,
  CodeShape extends Shape,
  Trained extends Model<Input, CodeShape>,
>(
  model: Trained & Model<Input, CodeShape>,
  samples: NoInfer<Samples<Input>>,
  options: NoInfer<FitOptions<Input, Trained>> = {},
): Promise<History> {
  const { callbacks = [], ...trainOptions } = options;
  refuseNoCallbacks(callbacks);
  const release = claim(callbacks);
  let control: TrainingControl | undefined;
  let history = emptyHistory;
  const events = train(model, samples, {
    ...trainOptions,
    companions: together(callbacks),
  });
  const errors: unknown[] = [];
  const collect = (error: unknown) => void errors.push(error);
  try {
    for await (const event of events) {
      if (event.kind === 'start') ({ control } = event);
      const context = { model, control: control! };
      for (const callback of callbacks) await notify(callback, event, context);
      if (event.kind === 'end') history = event.history;
    }
  } catch (error) {
    collect(error);
  }
  for (const callback of callbacks) await close(callback).catch(collect);
  release();
  if (errors.length > 0) throw errors[0];
  return history;
}

async function close(callback: Callback<never>): Promise<void> {
  await callback.close?.();
}

/** All callbacks as one; arrays of those that have a state are told apart by their place. */
function together(all: readonly Callback<never>[]): Companions {
  const callbacks = all.filter((callback) => 'save' in callback);
  return {
    check(run) {
      for (const callback of all) callback.check?.(run);
    },
    save() {
      const states = callbacks.map((callback) => callback.save!());
      return {
        json: states.map(({ json }) => json),
        arrays: Object.fromEntries(
          states.flatMap(({ arrays }, place) =>
            Object.entries(arrays).map(([name, array]) => [`${place}/${name}`, array]),
          ),
        ),
      };
    },
    restore({ json, arrays }, run) {
      const states = parseFields(z.array(z.unknown()), json ?? [], 'callbacks');
      if (states.length !== callbacks.length) {
        throw new Error(
          `the checkpoint was written with ${states.length} callbacks that have a state, but ${callbacks.length} are here; resume with the same ones`,
        );
      }
      const own = callbacks.map((): Record<string, Float32Array> => ({}));
      for (const [name, array] of Object.entries(arrays)) {
        const [, place, rest] = /^(0|[1-9]\d*)\/(.*)$/s.exec(name) ?? [];
        if (!(Number(place) < own.length)) {
          throw new Error(`the array ${quoted(name)} is of none of the ${own.length} callbacks`);
        }
        own[Number(place)][rest] = array;
      }
      callbacks.forEach((callback, place) => {
        callback.restore?.({ json: states[place], arrays: own[place] }, run);
      });
    },
  };
}

function refuseNoCallbacks(given: unknown): void {
  const all: readonly unknown[] = Array.isArray(given) ? given : [null];
  if (all.every((callback) => typeof callback === 'object' && callback !== null)) return;
  throw new OptionsError('fit: option "callbacks": expected an array of callbacks');
}
