import type { Model, Shape } from '@autoencoder-zoo/core';

/**
 * A copy of a kernel, `[inputs, outputs]`.
 *
 * @param name - Of the variable, such as `encoder/0/kernel`.
 * @throws RangeError if the model has no such variable; the message lists those that it has.
 */
export function kernelOf<Input extends Shape, CodeShape extends Shape>(
  { variables }: Model<Input, CodeShape>,
  name: string,
): Float32Array {
  const found = variables.find((variable) => variable.name === name);
  if (found) return Float32Array.from(found.variable.dataSync<'float32'>());
  throw new RangeError(
    `there is no variable "${name}"; there are: ${variables.map((v) => v.name).join(', ')}`,
  );
}
