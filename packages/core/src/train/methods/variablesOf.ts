import type { Variable } from '@tensorflow/tfjs-core';
import type { Model } from '../../model/model.js';
import { modelGroup, type NamedVariable } from '../../parts/declarations.js';
import { OptionsError } from '../../parts/options.js';
import { pickVariables } from '../../parts/pickVariables.js';

/** Which variables a run changes. */
export interface ChosenVariables {
  /** Those that optimisers change, by group. */
  readonly groups: ReadonlyMap<string, readonly Variable[]>;
  /** All others: state, and what stays as it is. */
  readonly state: readonly Variable[];
  /** State that parts may change: not that of parts which are left out. */
  readonly changing: ReadonlySet<Variable>;
}

/** The variables to train, and those that stay or that the model changes by itself. */
export function variablesOf({ variables }: Model, only: readonly string[] | null): ChosenVariables {
  const chosen = pickVariables(variables, only ?? undefined);
  const groups = new Map<string, Variable[]>();
  for (const { variable, trained, group } of chosen) {
    if (!trained) continue;
    const members = groups.get(group);
    if (members) members.push(variable);
    else groups.set(group, [variable]);
  }
  const isTrained = (named: NamedVariable) => named.trained && chosen.includes(named);
  const state = variables.filter((named) => !isTrained(named)).map(({ variable }) => variable);
  return { groups, state, changing: new Set(chosen.map(({ variable }) => variable)) };
}

/**
 * The variables of a method that trains one loss.
 *
 * @throws OptionsError if there is more than the model's own group.
 */
export function onlyGroup({ groups }: ChosenVariables, method: string): readonly Variable[] {
  const others = [...groups.keys()].filter((name) => name !== modelGroup);
  if (others.length > 0) {
    throw new OptionsError(
      `${method} trains one loss, but this model has the groups ${[modelGroup, ...others].join(', ')}; use an optimiser such as adam()`,
    );
  }
  return groups.get(modelGroup) ?? [];
}
