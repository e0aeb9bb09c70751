import * as tf from '#tensorflow';

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
