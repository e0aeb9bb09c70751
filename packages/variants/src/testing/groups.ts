import type { Model } from '@autoencoder-zoo/core';
import type { Group, Optimiser } from '@autoencoder-zoo/engine';

/** The trained variables of a model by the group that each belongs to, all with one optimiser. */
export function groupsOf({ variables }: Model, optimiser: Optimiser): Group[] {
  const trained = variables.filter((v) => v.trained);
  return [...new Set(trained.map(({ group }) => group))].map((name) => ({
    name: engineName(name),
    variables: trained.filter(({ group }) => group === name).map(({ variable }) => variable),
    optimiser,
  }));
}

/** The model's own group has no name in the engine. */
const engineName = (group: string) => (group === 'model' ? '' : group);

/** The name of what a group makes small. */
export const objectiveOf = (group: string) => (group === 'model' ? 'loss' : `${group}.loss`);
