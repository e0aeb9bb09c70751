import * as tf from '@autoencoder-zoo/engine/tensorflow';
import {
  definePart,
  nonNegative,
  type Objective,
  type PartFactory,
  type Terms,
} from '@autoencoder-zoo/core';
import { z } from 'zod';

/** Options of {@link freeBits}. */
export interface FreeBitsOptions {
  /** Nats that cost nothing, for each place of the code, at least 0. Default 0.25. */
  readonly nats?: number;
  /**
   * What has to stay below it to be free.
   * - `'batch'`: the average over the batch. Default.
   * - `'sample'`: the divergence of each sample.
   */
  readonly per?: 'batch' | 'sample';
}

const part = definePart({
  kind: 'objective',
  name: 'freeBits@1',
  options: z.strictObject({
    nats: nonNegative.default(0.25),
    per: z.enum(['batch', 'sample']).default('batch'),
  }),
  build: ({ nats, per }) => ({
    independent: per === 'sample',
    draws: 1,
    terms({ reconstruction, divergence }): Terms {
      const mean = { ...reconstruction, value: tf.mean(reconstruction.value) };
      if (!divergence) return { reconstruction: mean };
      const { elements, value, weight = 1 } = divergence;
      const [rows] = elements.shape;
      const places = tf.reshape(elements, [rows, elements.size / rows]);
      const measured = per === 'batch' ? tf.mean(places, 0, true) : places;
      const floored = tf.mean(tf.sum(tf.maximum(measured, nats), 1));
      return {
        reconstruction: mean,
        kl: { value: tf.mean(value), weight: 0 },
        flooredKl: { value: floored, weight },
      };
    },
  }),
});

/**
 * The evidence lower bound with free bits (Kingma et al., "Improved Variational Inference with
 * Inverse Autoregressive Flow", 2016, appendix C.8): the divergence from the prior is counted as
 * `sum_j max(nats, KL_j)` over the places of the code, so that none of them has to become like the
 * prior before it says that much. It keeps a code in use beside a decoder that could do without.
 *
 * The loss has the term `flooredKl`, weighted by the code's `beta`; `kl`, the divergence as it is,
 * is shown as a measure. Where the prior knows the divergence of the code as a whole alone, without
 * a closed form or on the sphere, that is a single place.
 *
 * @throws OptionsError for unknown or wrong options.
 */
export const freeBits: PartFactory<Objective, [options?: FreeBitsOptions]> = part;
