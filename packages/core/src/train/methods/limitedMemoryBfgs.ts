import { z } from 'zod';
import { nonNegative, parseOptions, positiveInteger } from '../../parts/options.js';
import type { MethodDefinition } from './method.js';

/** Training by L-BFGS, as plain JSON; made by {@link limitedMemoryBfgs}. */
export interface LimitedMemoryBfgs {
  readonly name: 'limitedMemoryBfgs@1';
  /** Corrections that are kept. */
  readonly history: number;
  /** Ends when no derivative is larger than this. */
  readonly gradientTolerance: number;
  /** Ends when an iteration lowers the loss by no more than this share of it. */
  readonly valueTolerance: number;
}

const schema = z.strictObject({
  history: positiveInteger.default(10),
  gradientTolerance: nonNegative.default(1e-5),
  valueTolerance: nonNegative.default(1e-9),
});

/**
 * Trains on all data at once by L-BFGS (`lbfgs` of the engine) where `fit` expects an
 * optimiser: an epoch is an iteration, which tells the terms that it reached. It chooses its
 * steps itself, has no learning rate, and ends the run (`converged`) when it can do no more.
 *
 * The loss has to stay the same, so noise is drawn once for all epochs, and weights of terms
 * have the value that their schedule ends with. With `batchSize` the samples are computed in
 * shares, which takes less memory and gives the same loss; a model whose terms depend on the
 * whole batch (`sparsity`) is computed at once: 60,000 samples of 784 values take about 2.5 GB.
 *
 * @param options - `history`: corrections that are kept, each twice the weights in
 * float64, default 10; `gradientTolerance`: default 1e-5; `valueTolerance`: default 1e-9.
 * @throws OptionsError for unknown or wrong options.
 *
 * @example
 * ```ts
 * await fit(model, train, { optimiser: limitedMemoryBfgs(), epochs: 400 });
 * ```
 */
export function limitedMemoryBfgs(
  options: Partial<Omit<LimitedMemoryBfgs, 'name'>> = {},
): LimitedMemoryBfgs {
  return { name: 'limitedMemoryBfgs@1', ...parseOptions('limitedMemoryBfgs', schema, options) };
}

/** How it trains: the code for it is loaded when it is used. */
export const limitedMemoryBfgsMethod: MethodDefinition<LimitedMemoryBfgs> = {
  takesAll: true,
  async create(...run) {
    const { fullBatchMethod } = await import('./fullBatchMethod.js');
    return fullBatchMethod(...run);
  },
};
