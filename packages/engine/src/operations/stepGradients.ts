import * as tf from '#tensorflow';

/**
 * The tensors that a function uses or gives back beside what it is given, variables among them;
 * `undefined` where no gradient is being taken. Of the function nothing is left on TF.js' tape.
 */
export function usedBy(
  run: (given: readonly tf.Tensor[]) => readonly tf.Tensor[],
  given: readonly tf.Tensor[],
): readonly tf.Tensor[] | undefined {
  const { state } = tf.engine();
  if (state.gradientDepth === 0 || state.kernelDepth > 0) return undefined;
  return tf.tidy(() => {
    // Copies, so that what is given is told from the same tensor used from outside.
    const copies = given.map((tensor) => tf.clone(tensor));
    const begin = state.activeTape.length;
    const results = run(copies);
    const nodes = state.activeTape.splice(begin);
    const all = [...nodes.flatMap(({ inputs }) => Object.values(inputs)), ...results];
    // Numbers grow: what is older than the copies comes from outside.
    const outside = all.filter(({ id }) => id < copies[0].id);
    for (const { saved = [] } of nodes) tf.dispose(saved);
    return [...new Map(outside.map((tensor) => [tensor.id, tensor])).values()];
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
  // What led to the gradients, where the outer tape goes on, is no part of the step.
  const own: typeof outer = [];
  engine.state.activeTape = own;
  const sum = () => tf.addN(run().map((tensor, i) => tf.sum(tf.mul(tensor, gradients[i]))));
  try {
    // Where this is called gradients are being taken already, so that they are all registered.
    const { grads } = engine.gradients(sum, [...by], undefined, true);
    return grads.map((gradient: tf.Tensor | undefined, i) => gradient ?? tf.zerosLike(by[i]));
  } finally {
    for (const { saved } of own) tf.dispose(saved ?? []);
    engine.state.activeTape = outer;
  }
}
