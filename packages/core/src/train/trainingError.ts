import { NonFiniteError, type Step } from '@autoencoder-zoo/engine';
import type { Floats } from '../model/batchInputs.js';

/**
 * A run that ended in NaN or infinity: `message` names the step, the loss term and the first tensor
 * that went wrong. The model has the weights from before that step.
 */
export class DivergenceError extends Error {
  override readonly name = 'DivergenceError';

  constructor(
    /** Loss term that is not a number. */
    readonly term: string,
    /** Step at which it came up, counted from 0. */
    readonly step: number,
    /** Where the first such value arose, in words. */
    readonly origin: string,
  ) {
    super(
      `the term "${term}" is no longer a finite number at step ${step}. ${origin} The model keeps the weights from before that step. A lower learning rate, \`clipNorm\` or scaled inputs usually help.`,
    );
  }
}

/** Finds out where a value that is not finite came from; other errors stay what they are. */
export async function withDiagnosis(
  error: unknown,
  step: Step,
  inputs: Record<string, Floats>,
): Promise<unknown> {
  if (!(error instanceof NonFiniteError)) return error;
  const diagnosis = await step.diagnose(inputs);
  const origin = diagnosis?.message ?? 'All tensors of the step are finite by themselves.';
  return new DivergenceError(error.term, error.step, origin);
}
