import type * as tf from '@tensorflow/tfjs-core';
import { inWords } from './variableNames.js';

/** A variable that is to be trained does not influence its loss. */
export class UnusedVariableError extends Error {
  override readonly name = 'UnusedVariableError';

  constructor(variable: tf.Variable, index: number) {
    super(
      `The loss does not depend on variable ${inWords(variable, index)} (shape [${variable.shape.join(', ')}]). ` +
        'Leave it out of the variables; if the loss assigns it, list it in the option "state" instead.',
    );
  }
}
