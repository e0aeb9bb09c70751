import { z } from 'zod';
import { parseOptions } from '../../parts/options.js';
import type { Callback } from '../callback.js';
import { monitored, type Monitor } from './monitor.js';

/** Options of {@link modelCheckpoint}. */
export interface ModelCheckpointOptions {
  /** Folder of the model; `{epoch}` in it becomes the number of epochs made. */
  readonly folder: string;
  /** Number to be made small. Default `'validation.loss'`. */
  readonly monitor?: Monitor;
  /** Whether only epochs better than all before are saved; otherwise each is. Default true. */
  readonly saveBestOnly?: boolean;
}

const schema = z.strictObject({
  folder: z.string().min(1),
  monitor: z.string().default('validation.loss'),
  saveBestOnly: z.boolean().default(true),
});

/**
 * Saves the model while it trains, as a folder that can be loaded: the best so far, or each epoch's.
 * To go on training later use the option `checkpoint` of `fit`, which keeps the optimiser as well.
 * Node only.
 *
 * @throws OptionsError for unknown or wrong options.
 */
export function modelCheckpoint(options: ModelCheckpointOptions): Callback {
  const { folder, monitor, saveBestOnly } = parseOptions('modelCheckpoint', schema, options);
  let best = Infinity;
  return {
    async onEpochEnd(event, { model }) {
      if (saveBestOnly) {
        const value = monitored(monitor, event);
        if (value >= best) return;
        best = value;
      }
      await model.save(folder.replace('{epoch}', String(event.epoch)));
    },
    save: () => ({ json: best === Infinity ? null : best, arrays: {} }),
    restore({ json }) {
      best = (json as number | null) ?? Infinity;
    },
  };
}
