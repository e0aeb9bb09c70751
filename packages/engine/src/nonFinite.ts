/**
 * A loss term or a gradient norm was NaN or infinite; the variables are as they were
 * before the step.
 */
export class NonFiniteError extends Error {
  override readonly name = 'NonFiniteError';

  constructor(
    /** Name of the term, or `gradient norm`. */
    readonly term: string,
    /** NaN, Infinity or -Infinity. */
    readonly value: number,
    /** Number of the step, counted from 0. */
    readonly step: number,
  ) {
    super(
      `The ${term} of step ${step} is ${value}. The weights were left as they were before the step. ` +
        'Pass the same inputs to step.diagnose to see where the first such value arises.',
    );
  }
}
