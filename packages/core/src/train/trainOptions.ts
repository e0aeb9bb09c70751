import { z } from 'zod';
import type { Samples } from '../data/input.js';
import { OptionsError, parseOptions, positive, positiveInteger } from '../parts/options.js';
import type { Optimisation } from './methods/chooseMethod.js';
import { groupOptimisers } from './optimisers.js';

/** Where and how often a run is saved so that it can go on later with the same bits. */
export interface CheckpointOptions {
  /**
   * File to write, `*.safetensors`, as a path or a `file:` address. Replaced as a whole
   * each time; a killed run leaves the last one. No other run can have it meanwhile.
   */
  readonly path: string | URL;
  /** Save after so many epochs. Default 1. */
  readonly everyEpochs?: number;
  /** Save after so many steps as well. Default: never. */
  readonly everySteps?: number;
}

/** Options of {@link train}. */
export interface TrainOptions<Input extends readonly number[] = readonly number[]> {
  /** Passes over the data. Default 10, or as many as `steps` need. */
  readonly epochs?: number;
  /** Steps after which the run ends, if the epochs do not end before. */
  readonly steps?: number;
  /** Samples of a step. Default 128, or all where there are fewer; all with `limitedMemoryBfgs`. */
  readonly batchSize?: number;
  /**
   * One optimiser for all variables, or one for each group where a model has several, with
   * how often it is used: `{ model: adam(), critic: { optimiser: adam(), every: 2 } }`.
   * Default `adam` with its learning rate of 0.001.
   */
  readonly optimiser?: Optimisation;
  /** Largest global norm of the gradients; longer ones are shortened. Default: no limit. */
  readonly clipNorm?: number;
  /**
   * Parts to train, such as `['decoder']`, or names of variables; all else stays.
   * Default: everything.
   */
  readonly only?: readonly string[];
  /** Whether each epoch has an order of its own. Default true. */
  readonly shuffle?: boolean;
  /** Seed of shuffles and noise, a whole number from 0. Default: the model's seed. */
  readonly seed?: number;
  /** Data on which the loss is measured after each epoch; nothing is learned from it. */
  readonly validation?: Samples<Input>;
  /** Saves the run while it goes on. Default: not saved. */
  readonly checkpoint?: CheckpointOptions;
  /**
   * Go on from the checkpoint at `checkpoint.path` where there is one. Default false: a new run
   * overwrites it.
   */
  readonly resume?: boolean;
  /**
   * Stops the run after the present step; a checkpoint is written first, where one is asked for.
   */
  readonly signal?: AbortSignal;
}

const schema = z.strictObject({
  epochs: positiveInteger.optional(),
  steps: positiveInteger.optional(),
  batchSize: positiveInteger.optional(),
  optimiser: (groupOptimisers as z.ZodType<Optimisation>).optional(),
  clipNorm: positive.optional(),
  only: z.array(z.string()).min(1).optional(),
  shuffle: z.boolean().default(true),
  seed: z.int().nonnegative().optional(),
  validation: z.custom<Samples>((given) => given !== null, 'expected samples').optional(),
  checkpoint: z
    .strictObject({
      path: z.union([z.string().min(1), z.instanceof(URL)]),
      everyEpochs: positiveInteger.default(1),
      everySteps: positiveInteger.optional(),
    })
    .optional(),
  resume: z.boolean().default(false),
  signal: z.instanceof(AbortSignal).optional(),
});

/** Options with their defaults. */
export type CheckedTrainOptions = z.output<typeof schema>;

/**
 * Checks options and fills in defaults.
 *
 * @throws OptionsError for unknown or wrong options.
 */
export function checkTrainOptions(options: unknown): CheckedTrainOptions {
  const checked = parseOptions('train', schema, options);
  if (checked.resume && !checked.checkpoint) {
    throw new OptionsError(
      'train: option "resume": needs `checkpoint: { path }`, the file to go on from',
    );
  }
  return checked;
}
