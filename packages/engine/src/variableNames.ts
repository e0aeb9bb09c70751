import type * as tf from '@tensorflow/tfjs-core';

const names = new WeakMap<tf.Variable, string>();

/**
 * Gives a variable the name by which messages speak of it, such as its path in a model. TF.js only
 * counts the variables of the process, and refuses a name that another variable has.
 */
export function nameVariable(variable: tf.Variable, name: string): void {
  names.set(variable, name);
}

/**
 * A variable in words: the name that it was given, or else TF.js's own.
 *
 * @param index - Its place among the variables of a call, which tells more than a number of TF.js.
 */
export function inWords(variable: tf.Variable, index?: number): string {
  const given = names.get(variable);
  if (given !== undefined) return `'${given}'`;
  return index === undefined ? `'${variable.name}'` : `${index} '${variable.name}'`;
}
