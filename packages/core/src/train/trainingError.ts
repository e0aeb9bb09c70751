import { NonFiniteError, type Step } from '@autoencoder-zoo/engine';
import { hasNonFinite } from '../data/finite.js';
import type { Floats } from '../batch/batches.js';
import type { Model } from '../model/model.js';

/**
 * A run that ended in NaN or infinity: `message` names the step, the loss term and the first tensor
 * that went wrong. The model has the weights from before that step, unless they were lost in it.
 */
export class DivergenceError extends Error {
  override readonly name = 'DivergenceError';

  constructor(
    /** Loss term that is not a number, or weight. */
    readonly term: string,
    /** Step at which it came up, counted from 0. */
    readonly step: number,
    /** Where the first such value arose, in words. */
    readonly origin: string,
    /** Whether weights are not finite either. */
    readonly weightsLost = false,
    what: 'term' | 'weight' = 'term',
  ) {
    const weights = weightsLost
      ? 'The weights are lost: make the model anew, or load it; a checkpoint from before is intact.'
      : 'The model keeps the weights from before that step.';
    super(
      `the ${what} "${term}" is no longer a finite number at step ${step}. ${origin} ${weights} A lower learning rate, \`clipNorm\` or scaled inputs usually help.`,
    );
  }
}

/** Finds out where a value that is not finite came from; other errors stay what they are. */
export async function withDiagnosis(
  error: unknown,
  step: Step,
  inputs: Record<string, Floats>,
  model: Model,
): Promise<unknown> {
  if (!(error instanceof NonFiniteError)) return error;
  const diagnosis = await step.diagnose(inputs);
  const origin = diagnosis?.message ?? 'All tensors of the step are finite by themselves.';
  return new DivergenceError(error.term, error.step, origin, lostWeight(model) !== undefined);
}

/**
 * Refuses weights that are not finite before they are kept, or given back by a run
 * that ends well: the loss of a step tells of the weights before its update.
 *
 * @throws DivergenceError naming the first such weight.
 */
export function refuseLostWeights(model: Model, step: number): void {
  const lost = lostWeight(model);
  if (lost === undefined) return;
  throw new DivergenceError(lost, step, 'The update of that step changed it.', true, 'weight');
}

function lostWeight({ variables }: Model): string | undefined {
  return variables.find(({ variable }) => hasNonFinite(variable.dataSync<'float32'>()))?.name;
}
