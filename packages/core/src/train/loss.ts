import { weighted, type Loss, type WeightedTerm } from '@autoencoder-zoo/engine';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { Autoencoder } from '../model/autoencoder.js';
import { frameOf, trainingMode } from '../parts/frame.js';

/**
 * The loss that a training step takes the gradient of, as `compileStep` and `valueAndGradient` of the
 * engine expect it.
 *
 * Its inputs are `x`, scaled samples `[batch, ...input]`; `mask`, `[batch, steps]`, for sequences of
 * unequal length; `noise:<site>` for each noise site; `weight:<name>`, a scalar, for each weight that
 * follows a schedule.
 */
export function trainingLoss(
  model: Autoencoder,
): Loss<Readonly<Record<string, Tensor>>, Record<string, WeightedTerm>> {
  return (inputs) => {
    const frame = frameOf(inputs, trainingMode);
    const terms = model.composition.terms(inputs['x'], frame, trainingMode);
    return Object.fromEntries(
      Object.entries(terms).map(([name, { value, weight = 1 }]) => [name, weighted(value, weight)]),
    );
  };
}
