import type { Batches } from '../../batch/batches.js';
import type { Model } from '../../model/model.js';
import type { GroupOptimisers } from '../optimisers.js';
import type { RunIdentity } from '../runState.js';
import { gradientMethod } from './gradientMethod.js';
import { isLimitedMemoryBfgs, type LimitedMemoryBfgs } from './limitedMemoryBfgs.js';
import type { Method } from './method.js';

/** A way to change weights that was chosen, and what the loop has to know of it. */
export interface ChosenMethod {
  /** Whether each step takes all samples, in their order. */
  readonly takesAll: boolean;
  /** Makes it ready for a model. */
  create(model: Model, batches: Batches, identity: RunIdentity): Promise<Method>;
}

/** The method that an optimiser stands for. */
export function chooseMethod(optimiser: GroupOptimisers | LimitedMemoryBfgs): ChosenMethod {
  return isLimitedMemoryBfgs(optimiser)
    ? {
        takesAll: true,
        async create(model, batches, identity) {
          const { fullBatchMethod } = await import('./fullBatchMethod.js');
          return fullBatchMethod(model, batches, identity, optimiser);
        },
      }
    : {
        takesAll: false,
        create: (model, batches, identity) => gradientMethod(model, batches, identity, optimiser),
      };
}
