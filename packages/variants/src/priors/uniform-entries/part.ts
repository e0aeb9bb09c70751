import * as tf from '@autoencoder-zoo/engine/tensorflow';
import { definePart, uniform, type PartFactory, type Prior } from '@autoencoder-zoo/core';
import { z } from 'zod';
import { choices } from '../../shared/codes/choices.js';

const part = definePart({
  kind: 'prior',
  name: 'uniformEntries@1',
  options: z.strictObject({}),
  build(_, context) {
    const known = context.need(choices);
    if (!known) {
      throw new Error(
        'uniformEntries draws entries of a codebook, which this code does not have; use vectorQuantisedCode',
      );
    }
    const { shape, counts, codesOf } = known;
    const site = context.noise('site', shape, uniform);
    return {
      independent: true,
      sample(_rows, frame) {
        const among = typeof counts === 'number' ? counts : tf.tensor1d([...counts]);
        const drawn = tf.floor(tf.mul(frame.noise(site), among));
        return codesOf(tf.cast(tf.minimum(drawn, tf.sub(among, 1)), 'int32'));
      },
    };
  },
});

/**
 * Codes of choices, each as likely as any other and drawn for itself: of entries of a codebook,
 * the prior that a vector-quantised code has while it is trained (van den Oord, Vinyals &
 * Kavukcuoglu, "Neural Discrete Representation Learning", 2017), of levels or of bits. The
 * divergence of such a code from it is the same for all samples and left out of the loss.
 *
 * @throws Error, when the model is made, if its code is not made of choices.
 */
export const uniformEntries: PartFactory<Prior, []> = part;
