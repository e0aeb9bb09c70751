import * as tf from '@autoencoder-zoo/engine/tensorflow';
import { sizeOf } from '@autoencoder-zoo/engine';
import {
  definePart,
  positiveInteger,
  weight,
  type PartFactory,
  type Penalty,
  type Weight,
} from '@autoencoder-zoo/core';
import { z } from 'zod';
import { criticGroup, denseCritic, toldApart } from '../../shared/dense/critic.js';

/** Options of {@link adversarial}. */
export interface AdversarialOptions {
  /** Units of the critic's layers, from the code on. Default `[128, 128]`. */
  readonly hidden?: readonly number[];
  /** Weight of the term by which the encoder fools the critic, at least 0. Default 10. */
  readonly weight?: Weight;
}

const part = definePart({
  kind: 'penalty',
  name: 'adversarial@1',
  options: z.strictObject({
    hidden: z.array(positiveInteger).default([128, 128]),
    weight: weight.default(10),
  }),
  build({ hidden, weight }, context) {
    const { prior } = context;
    const score = denseCritic(context, sizeOf(context.shapes.code), hidden);
    const scheduled = context.number('weight', weight);
    return {
      independent: true,
      terms({ coded: { z } }, frame) {
        const made = score(z);
        const drawn = score(prior.sample(z.shape[0], frame));
        const fooled = tf.softplus(tf.neg(made));
        return {
          critic: { value: toldApart(drawn, made), group: criticGroup },
          adversarial: { value: fooled, weight: frame.number(scheduled) },
        };
      },
    };
  },
});

/**
 * Presses the codes of all samples together towards the model's prior by a game (Makhzani et
 * al., "Adversarial Autoencoders", 2016): a critic learns to tell codes from draws of the
 * prior, its cross-entropy being the term `critic`, and the encoder learns to fool it, the
 * term `adversarial` (the form that does not saturate). No density is needed, so the prior can
 * be any that gives samples, and the code any, also a deterministic one; the model is given
 * the prior by name: `prior: standardNormal()`. The critic's weights are the group `critic`,
 * which `fit` can give an optimiser of its own; one optimiser for all trains both, too.
 *
 * With a deterministic code, a standard normal prior and the squared error this is the WAE-GAN of
 * Tolstikhin et al., "Wasserstein Auto-Encoders", 2018.
 *
 * @throws OptionsError for unknown or wrong options; Error if the model has no prior.
 */
export const adversarial: PartFactory<Penalty, [options?: AdversarialOptions]> = part;
