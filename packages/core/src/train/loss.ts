import { weighted, type Loss, type WeightedTerm } from '@autoencoder-zoo/engine';
import type { Tensor } from '@tensorflow/tfjs-core';
import { pairsOf } from '../model/composition.js';
import type { Model } from '../model/model.js';
import { frameOf, trainingMode } from '../parts/frame.js';

/**
 * The loss that a training step takes the gradient of, as `compileStep` and `valueAndGradient` of the
 * engine expect it.
 *
 * Its inputs are `x`, scaled samples `[batch, ...input]`; for a classifier `target`, `[batch,
 * classes]`; `mask`, `[batch, steps]`, for sequences of
 * unequal length; `noise:<site>` for each noise site; `weight:<name>`, a scalar, for each weight that
 * follows a schedule.
 */
export function trainingLoss(
  model: Model,
): Loss<Readonly<Record<string, Tensor>>, Record<string, WeightedTerm>> {
  return (inputs) => {
    const frame = frameOf(inputs, trainingMode);
    const terms = model.terms(pairsOf(inputs), frame, trainingMode);
    return Object.fromEntries(
      Object.entries(terms).map(([name, { value, weight = 1 }]) => [name, weighted(value, weight)]),
    );
  };
}
