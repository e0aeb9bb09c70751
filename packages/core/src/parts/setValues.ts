import * as tf from '@autoencoder-zoo/engine/tensorflow';
import type { NamedVariable } from './declarations.js';

/**
 * Refuses values that a variable cannot have.
 *
 * @throws Error naming the variable if they are not as many as it has, or not finite; Error for a
 * variable that is none of the model's.
 */
export function checkValues(
  variables: readonly NamedVariable[],
  variable: tf.Variable,
  values: Float32Array,
): void {
  const named = variables.find((each) => each.variable === variable);
  if (!named) throw new Error('new values came for a variable that the model does not have');
  const { name } = named;
  if (values.length !== variable.size) {
    throw new Error(
      `the variable "${name}" has ${variable.size} values, but ${values.length} came for it`,
    );
  }
  const place = values.findIndex((value) => !Number.isFinite(value));
  if (place >= 0) {
    throw new Error(`the variable "${name}" is given ${values[place]} at place ${place}`);
  }
}

/**
 * Gives a variable new values.
 *
 * @throws As {@link checkValues}.
 */
export function setValues(
  variables: readonly NamedVariable[],
  variable: tf.Variable,
  values: Float32Array,
): void {
  checkValues(variables, variable, values);
  tf.tidy(() => {
    variable.assign(tf.tensor(values, variable.shape));
  });
}
