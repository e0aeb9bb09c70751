import * as tf from '#tensorflow';

/**
 * The float32 tensors that a function uses beside what it is given, variables among them;
 * `undefined` where no gradient is being taken. Of the function nothing is left on TF.js' tape.
 */
export function usedBy(
  run: (given: readonly tf.Tensor[]) => unknown,
  given: readonly tf.Tensor[],
): readonly tf.Tensor[] | undefined {
  const { state } = tf.engine();
  if (state.gradientDepth === 0 || state.kernelDepth > 0) return undefined;
  return tf.tidy(() => {
    // Copies, so that what is given is told from the same tensor used from outside.
    const copies = given.map((tensor) => tf.clone(tensor));
    const begin = state.activeTape.length;
    run(copies);
    const used = new Map<number, tf.Tensor>();
    for (const { inputs, saved = [] } of state.activeTape.splice(begin)) {
      for (const tensor of Object.values(inputs)) {
        // Numbers grow: what is older than the copies comes from outside.
        const outside = tensor.id < copies[0].id && tensor.dtype === 'float32';
        if (outside) used.set(tensor.id, tensor);
      }
      tf.dispose(saved);
    }
    return [...used.values()];
  });
}

/**
 * Gradients by some tensors of what a function gives, by the gradients of that. Zero where it does
 * not depend on one. May be called while TF.js goes back along its tape.
 */
export function stepGradients(
  run: () => readonly tf.Tensor[],
  {
    by,
    gradients,
  }: { readonly by: readonly tf.Tensor[]; readonly gradients: readonly tf.Tensor[] },
): tf.Tensor[] {
  const engine = tf.engine();
  const outer = engine.state.activeTape;
  const sum = () => tf.addN(run().map((tensor, i) => tf.sum(tf.mul(tensor, gradients[i]))));
  try {
    // Where this is called gradients are being taken already, so that they are all registered.
    const { grads } = engine.gradients(sum, [...by], undefined, true);
    return grads.map((gradient: tf.Tensor | undefined, i) => gradient ?? tf.zerosLike(by[i]));
  } finally {
    engine.state.activeTape = outer;
  }
}
