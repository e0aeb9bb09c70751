import * as tf from '@autoencoder-zoo/engine/tensorflow';
import type { NamedVariable } from '../parts/declarations.js';

/** Gives variables copies of the values of those of the same name; others keep theirs. */
export function takeOver(
  variables: readonly NamedVariable[],
  originals: readonly NamedVariable[],
): void {
  const named = new Map(originals.map(({ name, variable }) => [name, variable]));
  for (const { name, variable } of variables) {
    const original = named.get(name);
    // A part that brings its own variables has the same ones in both.
    if (original && original !== variable) tf.tidy(() => variable.assign(tf.clone(original)));
  }
}
