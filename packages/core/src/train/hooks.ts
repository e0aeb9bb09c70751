import * as tf from '@tensorflow/tfjs-core';
import type { Dataset } from '../data/dataset.js';
import type { Model } from '../model/model.js';
import type { Run } from '../parts/kinds.js';

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
 * @param changing - Variables that the run may change; those of parts that it leaves out stay as they are.
 */
export function hooksOf(model: Model, data: Dataset, changing: ReadonlySet<tf.Variable>): Hooks {
  const runAt = (epoch: number): Run => ({
    model,
    data,
    epoch,
    set(state, values) {
      if (values.length !== state.size) {
        const named = model.variables.find(({ variable }) => variable === state);
        throw new Error(
          `the variable "${named?.name ?? state.name}" has ${state.size} values, but ${values.length} came for it`,
        );
      }
      if (!changing.has(state)) return;
      tf.tidy(() => {
        state.assign(tf.tensor(values, state.shape));
      });
    },
  });
  const { built } = model.network;
  return {
    async begin() {
      for (const part of built) await part.begin?.(runAt(0));
    },
    async epoch(epoch) {
      for (const part of built) await part.epoch?.(runAt(epoch));
    },
  };
}
