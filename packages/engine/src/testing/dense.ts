import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';

/** Pseudo-random numbers in (-1, 1), the same at each call. */
export function noise(size: number, seed = 1): Float32Array {
  let state = seed * 2_654_435_761;
  return Float32Array.from({ length: size }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    return state / 2 ** 31;
  });
}

/**
 * A small dense autoencoder: its variables and its loss, with two terms of which one is weighted.
 */
export function denseAutoencoder(sizes: readonly number[], seed = 1) {
  const widths = [...sizes, ...sizes.slice(0, -1).reverse()];
  const layers = widths.slice(1).map((units, i) => {
    const inputs = widths[i];
    const kernel = noise(inputs * units, seed + i).map((x) => x * Math.sqrt(3 / inputs));
    return {
      kernel: tf.variable(tf.tensor2d(kernel, [inputs, units])),
      bias: tf.variable(tf.tensor1d(noise(units, seed + i + 50).map((x) => x * 0.1))),
    };
  });
  const variables: tf.Variable[] = layers.flatMap(({ kernel, bias }) => [kernel, bias]);
  const forward = (x: tf.Tensor) =>
    layers.reduce((h, { kernel, bias }, i) => {
      const z = tf.add(tf.matMul(h as tf.Tensor2D, kernel as tf.Tensor2D), bias);
      return i === layers.length - 1 ? z : tf.tanh(z);
    }, x);
  return { variables, forward, layers };
}

/** The mean squared error of a reconstruction, summed over features. */
export function squaredError(x: tf.Tensor, reconstruction: tf.Tensor): tf.Tensor {
  return tf.mean(tf.sum(tf.square(tf.sub(x, reconstruction)), -1));
}

/** Largest difference between two lists, relative to their largest value. */
export function relativeDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let difference = 0;
  let size = 0;
  for (let i = 0; i < a.length; i++) {
    difference = Math.max(difference, Math.abs(a[i] - b[i]));
    size = Math.max(size, Math.abs(a[i]), Math.abs(b[i]));
  }
  return a.length === b.length ? difference / (size || 1) : Infinity;
}
