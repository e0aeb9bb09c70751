import { linear } from '@autoencoder-zoo/engine';
import {
  definePart,
  stopGradient,
  weight,
  type Penalty,
  type PartFactory,
  type Weight,
} from '@autoencoder-zoo/core';
import { z } from 'zod';
import { dictionary } from '../../shared/codes/dictionary.js';
import { gates } from '../../shared/codes/gates.js';
import { squaredErrors } from '../../shared/penalties/squaredErrors.js';

/** Options of {@link gateReconstruction}. */
export interface GateReconstructionOptions {
  /** Weight of the term, at least 0. Default 1. */
  readonly weight?: Weight;
}

const part = definePart({
  kind: 'penalty',
  name: 'gateReconstruction@1',
  options: z.strictObject({ weight: weight.default(1) }),
  build({ weight }, context) {
    const known = context.need(dictionary);
    if (!known) {
      throw new Error(
        'the penalty gateReconstruction reads the atoms of a dictionary, which this decoder does not have; use dictionaryDecoder',
      );
    }
    const scheduled = context.number('weight', weight);
    return {
      independent: true,
      terms({ x }, frame) {
        const open = frame.need(gates);
        if (!open) {
          throw new Error(
            'the penalty gateReconstruction needs gates, which this code does not have; use gatedCode',
          );
        }
        const { atoms, bias } = known;
        const decoded = linear(open, stopGradient(atoms), stopGradient(bias));
        const value = squaredErrors(frame.target ?? x, decoded, {
          mask: frame.mask,
          perDraw: (x) => x,
        });
        return { gateReconstruction: { value, weight: frame.number(scheduled) } };
      },
    };
  },
});

/**
 * Teaches the gates of `gatedCode` which units a sample needs: the term `gateReconstruction` is the
 * squared error, summed over values, with which the rectified gates themselves give the sample
 * back through the atoms of `dictionaryDecoder`, which are constants to it (the loss "aux" of
 * Rajamanoharan et al., "Improving Dictionary Learning with Gated Sparse Autoencoders", 2024).
 *
 * @throws OptionsError for unknown or wrong options; Error, when the model is made, for a decoder
 * without a dictionary, and, when it is first trained, for a code without gates.
 */
export const gateReconstruction: PartFactory<Penalty, [options?: GateReconstructionOptions]> = part;
