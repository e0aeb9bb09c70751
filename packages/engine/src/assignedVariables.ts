import type * as tf from '@tensorflow/tfjs-core';
import { inWords } from './variableNames.js';

/** A loss assigns variables where nothing would come of it. */
export class AssignedVariablesError extends Error {
  override readonly name = 'AssignedVariablesError';

  constructor(
    /** Those that it assigns. */
    readonly variables: readonly tf.Variable[],
  ) {
    const names = variables.map((variable) => inWords(variable)).join(', ');
    super(
      `The loss assigns the variables ${names}, and a method that tries weights out before it takes a step would ` +
        'change them at each trial. Train with an optimiser such as adam(), or let the loss assign nothing.',
    );
  }
}
