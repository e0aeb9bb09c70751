import type { Variable } from '@tensorflow/tfjs-core';
import type { Model } from '../../model/model.js';
import type { NamedVariable } from '../../parts/build.js';
import { pickVariables } from '../../parts/pickVariables.js';

/** The variables to train, and those that stay or that the model changes by itself. */
export function variablesOf(
  { variables }: Model,
  only: readonly string[] | null,
): { readonly trained: readonly Variable[]; readonly state: readonly Variable[] } {
  const trained = pickVariables(variables, only ?? undefined).filter((v) => v.trained);
  const state = variables.filter((v) => !trained.includes(v));
  const plain = (named: readonly NamedVariable[]) => named.map(({ variable }) => variable);
  return { trained: plain(trained), state: plain(state) };
}
