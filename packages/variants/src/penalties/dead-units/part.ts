import * as tf from '@autoencoder-zoo/engine/tensorflow';
import { sizeOf } from '@autoencoder-zoo/engine';
import {
  definePart,
  positiveInteger,
  stopGradient,
  weight,
  type Penalty,
  type PartFactory,
  type Weight,
} from '@autoencoder-zoo/core';
import { z } from 'zod';
import { largest, units } from '../../shared/codes/units.js';
import { squaredErrors } from '../../shared/penalties/squaredErrors.js';

/** Options of {@link deadUnits}. */
export interface DeadUnitsOptions {
  /** Dead units that a sample uses. Default: half the values of a sample, and at most all units. */
  readonly k?: number;
  /** Weight of the term, at least 0. Default 1 / 32. */
  readonly weight?: Weight;
}

const part = definePart({
  kind: 'penalty',
  name: 'deadUnits@1',
  options: z.strictObject({ k: positiveInteger.optional(), weight: weight.default(1 / 32) }),
  build({ k, weight }, context) {
    const { code, output, target } = context.shapes;
    if (sizeOf(output) !== sizeOf(target)) {
      throw new Error(
        `deadUnits compares what dead units decode to with the target, but this likelihood has ${sizeOf(output) / sizeOf(target)} parameters for each value; use squaredErrorLikelihood`,
      );
    }
    const most = Math.min(k ?? Math.ceil(sizeOf(target) / 2), sizeOf(code));
    const scheduled = context.number('weight', weight);
    return {
      independent: true,
      terms({ x, parameters }, frame) {
        const known = frame.need(units);
        if (!known) {
          throw new Error(
            'the penalty deadUnits needs to know which units are dead, but this code does not tell; use topKCode',
          );
        }
        const { again, target = x } = frame;
        const codes = frame.perDraw(largest(tf.mul(known.values, known.dead), most));
        const nothing = again.decode(tf.zeros([1, ...codes.shape.slice(1)]));
        const decoded = tf.sub(again.decode(codes), nothing);
        const residual = stopGradient(tf.sub(frame.perDraw(target), again.mean(parameters)));
        const value = tf.mul(squaredErrors(residual, decoded, frame), tf.max(known.dead));
        return { deadUnits: { value, weight: frame.number(scheduled) } };
      },
    };
  },
});

/**
 * Gives dead units something to learn: what the others leave of a sample. The term `deadUnits` is
 * the squared error, summed over values, with which the `k` largest of the dead units tell the
 * residual, through the decoder without what it gives for no code (the loss "AuxK" of Gao et al.,
 * "Scaling and evaluating sparse autoencoders", 2024). The residual is a constant to it, and the
 * term is 0 while no unit is dead. For codes that tell which units are dead, such as `topKCode`,
 * and likelihoods whose parameters are the expected output, such as `squaredErrorLikelihood`.
 *
 * @throws OptionsError for unknown or wrong options; Error, when the model is made,
 * for a likelihood with several parameters for each value, and, when it is first
 * trained, for a code that does not tell.
 */
export const deadUnits: PartFactory<Penalty, [options?: DeadUnitsOptions]> = part;
