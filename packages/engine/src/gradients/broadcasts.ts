import * as tf from '#tensorflow';

/** A gradient summed over the axes along which an operand of this shape was repeated. */
export function unbroadcast(gradient: tf.Tensor, shape: number[]): tf.Tensor {
  if (tf.util.arraysEqual(gradient.shape, shape)) return gradient;
  const axes = tf.broadcast_util.getReductionAxes(shape, gradient.shape);
  return tf.reshape(tf.sum(gradient, axes), shape);
}

/**
 * TF.js' own gradient of a kernel of `a` and `b`, which forgets that they may have been repeated.
 */
function summed(kernelName: string): tf.GradConfig {
  const original = tf.getGradient(kernelName);
  return {
    ...original,
    gradFunc(dy, saved, attributes) {
      const [a, b] = saved;
      const gradients = original.gradFunc(dy, saved, attributes);
      return {
        a: () => unbroadcast(gradients.a(), a.shape),
        b: () => unbroadcast(gradients.b(), b.shape),
      };
    },
  };
}

/** Operations that repeat the smaller operand. */
export const broadcasts = (): readonly tf.GradConfig[] =>
  ['Maximum', 'Minimum', 'SquaredDifference', 'BatchMatMul'].map(summed);
