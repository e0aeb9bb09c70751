import { z } from 'zod';
import type { GivenColumns } from '../batch/givenColumns.js';
import { parseOptions, positiveInteger } from '../parts/options.js';

/** How to go through samples when a model is used. */
export interface UseOptions {
  /** Samples at a time, at most. Default 1024. */
  readonly batchSize?: number;
  /** Seed of the draws, where the call draws. Default: the model's seed. */
  readonly seed?: number;
  /**
   * Columns beside the samples that the model's parts read, by name: a number for all
   * samples, or values sample after sample. They take the place of those that a data
   * set has. Default: what the data have.
   */
  readonly beside?: GivenColumns;
}

/** {@link UseOptions} for measuring. */
export interface EvaluateOptions extends UseOptions {
  /**
   * Whether inputs are damaged as in training. Default: only where the damage is the
   * task, as in a masked autoencoder.
   */
  readonly corrupt?: boolean;
}

function isColumn(given: unknown): boolean {
  return typeof given === 'number' || Array.isArray(given) || ArrayBuffer.isView(given);
}

const schema = z.strictObject({
  batchSize: positiveInteger.default(1024),
  seed: z.int().nonnegative().optional(),
  beside: z
    .record(
      z.string(),
      z.custom<number | ArrayLike<number>>(isColumn, 'expected a number or an array'),
    )
    .optional(),
});

const evaluateSchema = schema.extend({ corrupt: z.boolean().optional() });

/** {@link UseOptions} with their defaults. */
export type CheckedUseOptions = z.output<typeof schema>;

/**
 * Checks {@link UseOptions} and fills in defaults.
 *
 * @param call - Whose options they are, for messages.
 */
export function checkUseOptions(call: string, options: UseOptions): CheckedUseOptions {
  return parseOptions(call, schema, options);
}

/** Checks {@link EvaluateOptions} and fills in defaults. */
export function checkEvaluateOptions(options: EvaluateOptions): z.output<typeof evaluateSchema> {
  return parseOptions('evaluate', evaluateSchema, options);
}
