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
import { estimatedJacobian } from '../../shared/derivatives/estimatedJacobian.js';

/** Options of {@link gradientPenalty}. */
export interface GradientPenaltyOptions {
  /** Weight of the term, at least 0. Default 0.001. */
  readonly weight?: Weight;
  /** Random directions for each code, by which the norm is estimated. Default 1. */
  readonly probes?: number;
}

const part = definePart({
  kind: 'penalty',
  name: 'gradientPenalty@1',
  options: z.strictObject({ weight: weight.default(1e-3), probes: positiveInteger.default(1) }),
  build({ weight, probes }, context) {
    const scheduled = context.number('weight', weight);
    const norm = estimatedJacobian(context, sizeOf(context.shapes.code), probes, 'draw');
    return {
      independent: true,
      terms: ({ coded }, frame) => ({
        gradientPenalty: {
          value: norm((z) => frame.again.mean(frame.again.decode(z)), coded.z, frame),
          weight: frame.number(scheduled),
        },
      }),
    };
  },
});

/**
 * Keeps outputs from moving much when the code does: the term `gradientPenalty` is the squared
 * Frobenius norm of the Jacobian of the expected output by the code, at the codes of the batch (the
 * form RAE-GP of Ghosh et al., "From Variational to Deterministic Autoencoders", 2020). A smooth
 * decoder is what lets a deterministic code be drawn from, and interpolated in.
 *
 * The norm is estimated: each probe decodes two more rows for each code, near it.
 *
 * @throws OptionsError for unknown or wrong options.
 */
export const gradientPenalty: PartFactory<Penalty, [options?: GradientPenaltyOptions]> = part;
