import * as tf from '@tensorflow/tfjs-core';
import type { NamedVariable } from './declarations.js';

/**
 * Gives a variable new values.
 *
 * @throws Error naming the variable if they are not as many as it has.
 */
export function setValues(
  variables: readonly NamedVariable[],
  variable: tf.Variable,
  values: Float32Array,
): void {
  if (values.length !== variable.size) {
    const named = variables.find((each) => each.variable === variable);
    throw new Error(
      `the variable "${named?.name ?? variable.name}" has ${variable.size} values, but ${values.length} came for it`,
    );
  }
  tf.tidy(() => {
    variable.assign(tf.tensor(values, variable.shape));
  });
}
