import * as tf from '@autoencoder-zoo/engine/tensorflow';
import type { Model } from './model.js';
import { SavedWeights } from './savedWeights.js';

/** A copy of all weights and state of a model, by name. */
export function snapshot(model: Model): Record<string, Float32Array> {
  return Object.fromEntries(
    model.variables.map(({ name, variable }) => [
      name,
      Float32Array.from(variable.dataSync<'float32'>()),
    ]),
  );
}

/**
 * Gives a model the weights of a {@link snapshot}.
 *
 * @throws Error if a variable is missing or has another size; the model is unchanged then.
 */
export function putBack(
  model: Model,
  weights: Readonly<Partial<Record<string, Float32Array>>>,
): void {
  for (const { name, variable } of model.variables) {
    const values = weights[name];
    if (values?.length !== variable.size) {
      const came = values ? `${values.length} values` : 'nothing';
      throw new Error(
        `the variable "${name}" has ${variable.size} values, but ${came} came for it`,
      );
    }
  }
  for (const { name, variable } of model.variables) {
    tf.tidy(() => {
      variable.assign(tf.tensor(Float32Array.from(weights[name]!), variable.shape));
    });
  }
}

/**
 * Takes arrays from a file for a {@link snapshot} of a model.
 *
 * @throws WeightsError if they are not.
 */
export function checkSnapshot(
  { variables }: Model,
  arrays: Readonly<Partial<Record<string, Float32Array>>>,
): Record<string, Float32Array> {
  const tensors = Object.entries(arrays).map(
    ([name, data]) => [name, { data: data!, shape: [data!.length] }] as const,
  );
  const saved = new SavedWeights(new Map(tensors));
  const entries = variables.map(({ name, variable }) => [name, saved.take(name, [variable.size])]);
  saved.refuseLeft();
  return Object.fromEntries(entries) as Record<string, Float32Array>;
}
