import type * as tf from '@tensorflow/tfjs-core';
import type { Dataset } from '../data/dataset.js';
import type { Model } from '../model/model.js';
import { expectRows, within } from '../network/promises.js';
import type { Run } from '../parts/run.js';
import { checkValues, setValues } from '../parts/setValues.js';

/** What parts do on the host while a model trains. */
export interface Hooks {
  /** Before the first step of a run, not when it is resumed. */
  begin(): Promise<void>;
  /** Before each epoch. */
  epoch(epoch: number): Promise<void>;
}

/**
 * The hooks of a model's parts.
 *
 * @param changing - Variables that the run may change; those of parts that it leaves
 * out stay as they are.
 */
export function hooksOf(
  model: Model,
  data: Dataset,
  { changing, seed }: { readonly changing: ReadonlySet<tf.Variable>; readonly seed: number },
): Hooks {
  const parts = model.network.inOrder;
  const runAt = (epoch: number, part: number): Run => ({
    model,
    data,
    epoch,
    seed,
    set(variable, values) {
      checkValues(model.variables, variable, values);
      if (changing.has(variable)) setValues(model.variables, variable, values);
    },
    map: (name, samples, compute) =>
      model.mapSamples(`hook:${part}:${name}`, samples, (x, frame) => {
        const [title] = parts[part];
        const result = within(title, () => compute(x, frame));
        expectRows(title, `what run.map("${name}") computes`, result, x.shape[0]);
        return result;
      }),
  });
  return {
    async begin() {
      for (const [i, [, part]] of parts.entries()) await part.begin?.(runAt(0, i));
    },
    async epoch(epoch) {
      for (const [i, [, part]] of parts.entries()) await part.epoch?.(runAt(epoch, i));
    },
  };
}
