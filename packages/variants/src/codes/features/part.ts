import { definePart, type Code, type PartFactory } from '@autoencoder-zoo/core';
import { z } from 'zod';

const part = definePart({
  kind: 'code',
  name: 'features@1',
  options: z.strictObject({}),
  build: (_, context) => ({
    independent: true,
    shape: context.shapes.features,
    tells: 'nothing',
    code: (features, frame) => ({ z: frame.perDraw(features), mean: features }),
  }),
});

/**
 * The features themselves, unchanged and in their shape: for encoders whose last layer is the code
 * already, or which leave no bottleneck, such as those of masked autoencoders. It has no weights
 * and no prior.
 */
export const featuresCode: PartFactory<Code, []> = part;
