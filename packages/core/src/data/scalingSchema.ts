import { z } from 'zod';
import type { ScalingOptions } from './scaling.js';

/** Checks a {@link ScalingKind}. */
export const scalingKind = z.enum(['none', 'centre', 'standard', 'minMax']);

/** Checks {@link ScalingOptions}; a bare kind is short for `{ kind }`. */
export const scalingOptions = z.union([
  scalingKind.transform((kind): ScalingOptions => ({ kind })),
  z.strictObject({
    kind: scalingKind,
    per: z.enum(['feature', 'channel', 'all']).optional(),
  }),
]);
