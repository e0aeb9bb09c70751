import * as tf from '#tensorflow';

/**
 * TF.js' own gradient of a kernel that is computed from the kernel's output. A
 * gradient of that gradient misses what the output depends on, since TF.js records
 * the saved output before the kernel: there it is computed anew.
 *
 * @param inputs - Names of all inputs of the kernel.
 */
function fromOutput(kernelName: string, ...inputs: readonly string[]): tf.GradConfig {
  const original = tf.getGradient(kernelName);
  const saved = original.inputsToSave ?? [];
  return {
    ...original,
    inputsToSave: [...inputs],
    gradFunc(dy, tensors, attributes) {
      const given = Object.fromEntries(inputs.map((name, i) => [name, tensors[i]]));
      const nested = tf.engine().state.gradientDepth > 0;
      const output = nested
        ? tf.engine().runKernel<tf.Tensor>(kernelName, given, attributes)
        : tensors[inputs.length];
      return original.gradFunc(dy, [...saved.map((name) => given[name]), output], attributes);
    },
  };
}

/** Functions whose slope is known by their value. */
export const valued = (): readonly tf.GradConfig[] => [
  ...['Elu', 'Exp', 'Sigmoid', 'Tanh', 'LRN'].map((name) => fromOutput(name, 'x')),
  ...['Softmax', 'LogSoftmax'].map((name) => fromOutput(name, 'logits')),
  fromOutput('Pow', 'a', 'b'),
];
