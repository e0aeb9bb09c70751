import * as tf from '@autoencoder-zoo/engine/tensorflow';
import { definePart, uniform, type PartFactory, type Prior } from '@autoencoder-zoo/core';
import { z } from 'zod';
import { codebook } from '../../shared/codes/codebook.js';

const part = definePart({
  kind: 'prior',
  name: 'uniformEntries@1',
  options: z.strictObject({}),
  build(_, context) {
    const entries = context.need(codebook);
    if (!entries) {
      throw new Error(
        'uniformEntries draws entries of a codebook, which this code does not have; use vectorQuantisedCode',
      );
    }
    const [count] = entries.shape;
    const site = context.noise('site', context.shapes.code.slice(0, -1), uniform);
    return {
      independent: true,
      sample(_rows, frame) {
        const places = tf.floor(tf.mul(frame.noise(site), count));
        return tf.gather(entries, tf.cast(tf.minimum(places, count - 1), 'int32'));
      },
    };
  },
});

/**
 * Codes whose vectors are entries of the codebook, each as likely as any other and drawn
 * for itself: the prior that a vector-quantised code has while it is trained (van den
 * Oord, Vinyals & Kavukcuoglu, "Neural Discrete Representation Learning", 2017). The
 * divergence of such a code from it is the same for all samples and left out of the loss.
 *
 * @throws Error, when the model is made, if its code has no codebook.
 */
export const uniformEntries: PartFactory<Prior, []> = part;
