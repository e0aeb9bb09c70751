import type { GroupOptimisers } from '../optimisers.js';
import { gradientMethod } from './gradientMethod.js';
import { limitedMemoryBfgsMethod, type LimitedMemoryBfgs } from './limitedMemoryBfgs.js';
import type { MethodDefinition } from './method.js';

/** What may be given as optimiser: plain JSON. */
export type Optimisation = GroupOptimisers | LimitedMemoryBfgs;

/** Methods with a name of their own, by it; all optimisers share another one. */
const methods = new Map<unknown, MethodDefinition<Optimisation>>([
  ['limitedMemoryBfgs@1', limitedMemoryBfgsMethod],
]);

/** The method that is meant by what was given as optimiser. */
export function chooseMethod({ name }: Optimisation): MethodDefinition<Optimisation> {
  return methods.get(name) ?? gradientMethod;
}
