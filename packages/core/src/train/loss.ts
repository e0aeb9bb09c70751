import { reported, weighted, type Loss, type WeightedTerm } from '@autoencoder-zoo/engine';
import type { Tensor, Variable } from '@tensorflow/tfjs-core';
import { trainingMode } from '../batch/mode.js';
import type { Model } from '../model/model.js';
import { modelGroup } from '../parts/declarations.js';
import type { Terms } from '../parts/term.js';

/** What of a model a step changes. */
export interface Changing {
  /** Groups whose variables are trained; the terms of others are shown only. Default: all. */
  readonly trained?: ReadonlySet<string>;
  /** State that may change. Default: all. */
  readonly changing?: ReadonlySet<Variable>;
}

/**
 * The loss that a training step takes the gradient of, as `compileStep` and
 * `valueAndGradient` of the engine expect it.
 *
 * Its inputs are `x`, scaled samples `[batch, ...input]`; for a classifier `target`,
 * `[batch, classes]`; `mask`, `[batch, steps]`, for sequences of unequal length;
 * `noise:<site>` for each noise site; `number:<name>`, a scalar, for each number that
 * follows a schedule; `column:<name>`, `[batch, ...]`, for each column that a part reads.
 */
export function trainingLoss(
  { network }: Model,
  { trained, changing }: Changing = {},
): Loss<Readonly<Record<string, Tensor>>, Record<string, WeightedTerm>> {
  return (inputs) => {
    const terms = network.terms(network.batch(inputs, trainingMode, changing));
    for (const group of trained ?? []) refuseWithoutTerm(group, terms);
    return Object.fromEntries(
      Object.entries(terms).map(([name, { value, weight = 1, group = modelGroup }]) => [
        name,
        trained && !trained.has(group)
          ? reported(value)
          : weighted(value, weight, engineGroup(group)),
      ]),
    );
  };
}

function refuseWithoutTerm(group: string, terms: Terms): void {
  if (Object.values(terms).some((term) => (term.group ?? modelGroup) === group)) return;
  throw new Error(
    `variables have the group "${group}", but no term trains it; give one this group`,
  );
}

/** The model's own group has no name in the engine, so that its objective is `loss`. */
export const engineGroup = (group: string): string => (group === modelGroup ? '' : group);
