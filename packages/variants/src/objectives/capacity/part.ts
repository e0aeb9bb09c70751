import * as tf from '@autoencoder-zoo/engine/tensorflow';
import {
  definePart,
  nonNegative,
  scheduled,
  weight,
  type Objective,
  type PartFactory,
  type Scheduled,
  type Terms,
  type Weight,
} from '@autoencoder-zoo/core';
import { z } from 'zod';

/** Options of {@link capacity}. */
export interface CapacityOptions {
  /** Nats that codes are to tell of a sample, at least 0. Default 25. */
  readonly nats?: Scheduled;
  /** Weight of the distance from that, at least 0: gamma of the paper. Default 1000. */
  readonly weight?: Weight;
  /**
   * What is held there.
   * - `'batch'`: the average over the batch. Default.
   * - `'sample'`: the divergence of each sample.
   */
  readonly per?: 'batch' | 'sample';
}

const part = definePart({
  kind: 'objective',
  name: 'capacity@1',
  options: z.strictObject({
    nats: scheduled(nonNegative).default(25),
    weight: weight.default(1000),
    per: z.enum(['batch', 'sample']).default('batch'),
  }),
  build({ nats, weight, per }, context) {
    const wanted = context.number('nats', nats);
    const pressure = context.number('weight', weight);
    return {
      independent: per === 'sample',
      draws: 1,
      terms({ reconstruction, divergence }, frame): Terms {
        const mean = { ...reconstruction, value: tf.mean(reconstruction.value) };
        if (!divergence) return { reconstruction: mean };
        const kl = tf.mean(divergence.value);
        const held = per === 'batch' ? kl : divergence.value;
        const distance = tf.abs(tf.sub(held, frame.number(wanted)));
        return {
          reconstruction: mean,
          kl: { value: kl, weight: 0 },
          capacity: { value: tf.mean(distance), weight: frame.number(pressure) },
        };
      },
    };
  },
});

/**
 * Holds the divergence of codes from their prior at so many nats, which grow while the model trains
 * (Burgess et al., "Understanding Disentangling in beta-VAE", 2018): the term `capacity` is
 * `|KL - nats|`, in the place of the weighted divergence. A code that may tell little tells what
 * helps the reconstruction most, in one number of its own; what it may tell from then on goes into
 * further ones. `kl`, the divergence as it is, is shown as a measure; the code's `beta` counts for
 * nothing.
 *
 * @throws OptionsError for unknown or wrong options.
 *
 * @example `capacity({ nats: anneal(25, { steps: 100000 }) })`
 */
export const capacity: PartFactory<Objective, [options?: CapacityOptions]> = part;
