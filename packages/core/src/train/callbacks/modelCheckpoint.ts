import { z } from 'zod';
import type { Hold } from '../../files/inUse.js';
import { parseFields, parseOptions } from '../../parts/options.js';
import type { Callback } from '../callback.js';
import { bestSoFar } from './bestSoFar.js';
import { monitored, needMonitored, type Monitor } from './monitor.js';

/** Options of {@link modelCheckpoint}. */
export interface ModelCheckpointOptions {
  /**
   * Folder of the model, as a path or a `file:` address; `{epoch}` in it becomes the
   * number of epochs made. Other files in it stay.
   */
  readonly folder: string | URL;
  /** Number to be made small. Default `'validation.loss'`. */
  readonly monitor?: Monitor;
  /** Whether only epochs better than all before are saved; otherwise each is. Default true. */
  readonly saveBestOnly?: boolean;
}

const schema = z.strictObject({
  folder: z.union([z.string().min(1), z.instanceof(URL)]),
  monitor: z.string().default('validation.loss'),
  saveBestOnly: z.boolean().default(true),
});

/**
 * Saves the model while it trains, as a folder that can be loaded: the best so far,
 * or each epoch's. To go on training later use the option `checkpoint` of `fit`,
 * which keeps the optimiser as well. A folder without `{epoch}` is held while the run
 * goes on: a second run that saves there is refused as it begins. Node only.
 *
 * @throws OptionsError for unknown or wrong options.
 */
export function modelCheckpoint(options: ModelCheckpointOptions): Callback {
  const { monitor, saveBestOnly, ...checked } = parseOptions('modelCheckpoint', schema, options);
  // Addresses have the braces encoded.
  const folder = String(checked.folder).replace('%7Bepoch%7D', '{epoch}');
  let best = Infinity;
  let hold: Hold | undefined;
  return {
    check(run) {
      if (saveBestOnly) needMonitored('modelCheckpoint', monitor, run);
    },
    async onTrainBegin({ step }) {
      if (step === 0) best = Infinity;
      if (folder.includes('{epoch}')) return;
      const { holdFolder } = await import('#files');
      hold = await holdFolder(folder, 'run', 'another training run');
    },
    async onEpochEnd(event, { model }) {
      if (saveBestOnly) {
        const value = monitored(monitor, event);
        // NaN is not better than anything.
        if (!(value < best)) return;
        best = value;
      }
      await model.save(folder.replace('{epoch}', String(event.epoch)));
    },
    close: () => hold?.release(),
    save: () => ({ json: best, arrays: {} }),
    restore({ json }) {
      best = parseFields(bestSoFar, json, 'modelCheckpoint');
    },
  };
}
