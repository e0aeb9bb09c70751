import * as tf from '@autoencoder-zoo/engine/tensorflow';
import { definePart, normal, provided, type PartFactory, type Prior } from '@autoencoder-zoo/core';
import { z } from 'zod';
import {
  ladderDivergence,
  standardLike,
  topDown,
  upperDraws,
} from '../../shared/codes/ladderKeys.js';
import { drawFrom, logDensityOf } from '../../shared/codes/normal.js';

const part = definePart({
  kind: 'prior',
  name: 'ladder@1',
  options: z.strictObject({}),
  build(_, context) {
    const down = context.need(topDown);
    if (!down) {
      throw new Error('the prior ladder@1 is that of a ladderCode; choose another for this code');
    }
    const upper = context.noise('upper', [down.upper], normal);
    const lower = context.noise('lower', context.shapes.code, normal);
    return {
      independent: true,
      sample: (_rows, frame) => drawFrom(down.lower(frame.noise(upper)), frame.noise(lower)),
      logDensity(z, frame) {
        const above = frame.need(upperDraws);
        if (!above) throw new Error('the prior ladder@1 knows densities of draws of its code only');
        return tf.add(logDensityOf(z, down.lower(above)), logDensityOf(above, standardLike(above)));
      },
      divergence: ({ distribution }) => provided(ladderDivergence, distribution),
    };
  },
});

/**
 * The prior that a ladder code brings: standard normal numbers in its upper layer,
 * and below what the way down makes of them (Sønderby et al., "Ladder Variational
 * Autoencoders", 2016). Its variables are the code's.
 *
 * @throws Error, when the model is built, for another code than `ladderCode`.
 */
export const ladderPrior: PartFactory<Prior, []> = part;
