import { z } from 'zod';
import { parseOptions, positiveInteger } from '../parts/options.js';

/** How to go through samples when a model is used. */
export interface UseOptions {
  /** Samples at a time, at most. Default 1024. */
  readonly batchSize?: number;
  /** Seed of the draws, where the call draws. Default: the model's seed. */
  readonly seed?: number;
}

/** {@link UseOptions} for measuring. */
export interface EvaluateOptions extends UseOptions {
  /** Whether inputs are damaged as in training. Default false. */
  readonly corrupt?: boolean;
}

const schema = z.strictObject({
  batchSize: positiveInteger.default(1024),
  seed: z.int().nonnegative().optional(),
});

const evaluateSchema = schema.extend({ corrupt: z.boolean().default(false) });

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
