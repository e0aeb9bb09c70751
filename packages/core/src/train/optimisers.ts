import type { Optimiser } from '@autoencoder-zoo/engine';
import { z } from 'zod';
import { OptionsError, positiveInteger } from '../parts/options.js';

/** An optimiser and how often it is used. */
export interface Cadence {
  readonly optimiser: Optimiser;
  /** Updates at the steps 0, `every`, 2 `every` and so on. Default 1. */
  readonly every?: number;
}

/**
 * An optimiser for all groups of variables, or one for each by name:
 * `{ model: adam(), critic: { optimiser: adam(), every: 2 } }`.
 */
export type GroupOptimisers = Optimiser | Readonly<Record<string, Optimiser | Cadence>>;

const isNamed = (given: unknown) => typeof given === 'object' && given !== null && 'name' in given;

/** Checks one optimiser. */
const optimiser = z.custom<Optimiser>(isNamed, 'expected an optimiser, such as adam()');

/** Checks {@link GroupOptimisers}; a method of its own has a name as well. */
export const groupOptimisers = z.union([
  optimiser,
  z.record(
    z.string(),
    z.union([optimiser, z.strictObject({ optimiser, every: positiveInteger.optional() })]),
  ),
]);

/**
 * The optimiser of each group.
 *
 * @param trained - Groups that are trained.
 * @param groups - Those that the model has; one that is left out of training may be given one.
 * @throws OptionsError for a group that is left out, or that the model does not have.
 */
export function inGroups(
  given: GroupOptimisers,
  trained: readonly string[],
  groups: ReadonlySet<string>,
): Readonly<Record<string, Cadence>> {
  if (isOptimiser(given)) {
    return Object.fromEntries(trained.map((group) => [group, { optimiser: given }]));
  }
  const unknown = Object.keys(given).find((name) => !groups.has(name));
  const missing = trained.find((group) => !Object.hasOwn(given, group));
  if (unknown !== undefined || missing !== undefined) {
    throw new OptionsError(
      `train: option "optimiser": the model has the groups ${[...groups].join(', ') || 'none'}, but ${
        unknown === undefined ? `"${missing}" is given no optimiser` : `"${unknown}" is given one`
      }; give { ${[...groups].map((group) => `${group}: adam()`).join(', ')} }, or one optimiser for all`,
    );
  }
  return Object.fromEntries(
    trained.map((group) => {
      const one = given[group];
      return [group, isOptimiser(one) ? { optimiser: one } : one];
    }),
  );
}

function isOptimiser(given: GroupOptimisers | Cadence): given is Optimiser {
  return 'name' in given && typeof given.name === 'string';
}
