import * as tf from '@tensorflow/tfjs-core';

/**
 * The gradients of a scalar by variables, as tensors of the current scope; `undefined` where it does not depend on
 * one. Inside of another call `evaluate` may give a tensor that was computed there before. Leaves no tensors behind
 * when it fails.
 */
export function gradientsOf(
  evaluate: () => tf.Tensor,
  variables: readonly tf.Variable[],
): readonly (tf.Tensor | undefined)[] {
  const engine = tf.engine();
  try {
    return engine.gradients(evaluate, [...variables], undefined, true).grads;
  } catch (error) {
    const tape = engine.state.activeTape as typeof engine.state.activeTape | null;
    if (engine.state.gradientDepth === 0) {
      for (const { saved } of tape ?? []) tf.dispose(saved ?? []);
    }
    throw error;
  }
}

/** Carries tensors out of scopes that dispose of all others. */
export class Carried {
  readonly #tensors: Record<string, tf.Tensor> = {};

  /** Keeps a tensor under a name until it is handed over. */
  keep(name: string, tensor: tf.Tensor): void {
    this.#tensors[name] = tf.keep(tf.clone(tensor));
  }

  /** Gives all tensors to the current scope, in the order in which they were kept. */
  handOver(): Record<string, tf.Tensor> {
    const tensors = Object.entries(this.#tensors).map(([name, kept]) => {
      const tensor = tf.clone(kept);
      kept.dispose();
      return [name, tensor] as const;
    });
    return Object.fromEntries(tensors);
  }

  /** Drops all tensors. */
  dispose(): void {
    tf.dispose(this.#tensors);
  }
}
