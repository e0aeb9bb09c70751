import { positiveInteger } from '@autoencoder-zoo/core';
import { z } from 'zod';
import { likelihoodName } from './likelihoodByName.js';
import { stackOptions } from '../recurrent/stack.js';

/** Shape of one sequence. */
export const sequence: z.ZodType<readonly [steps: number, channels: number]> = z
  .tuple([positiveInteger, positiveInteger])
  .describe('steps and channels of a sequence');

/** Options of the recurrent recipes. */
export const recurrentOptions = {
  ...stackOptions,
  decoderInput: z
    .enum(['code', 'nothing', 'output'])
    .default('code')
    .describe('what each step of the decoder reads'),
  reverse: z.boolean().default(false).describe('whether the decoder gives the last step first'),
  likelihood: likelihoodName.default('squaredError').describe('reconstruction term'),
};
