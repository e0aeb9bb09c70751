import { positiveInteger } from '@autoencoder-zoo/core';
import { z } from 'zod';

/** Shape of one image, or of one sequence. */
export const imageInput: z.ZodType<
  | readonly [height: number, width: number]
  | readonly [height: number, width: number, channels: number]
> = z
  .union([
    z.tuple([positiveInteger, positiveInteger]),
    z.tuple([positiveInteger, positiveInteger, positiveInteger]),
  ])
  .describe(
    'height, width and channels of an image, one channel if there are none; or steps and channels of a sequence',
  );
