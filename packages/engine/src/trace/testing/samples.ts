import * as tf from '@tensorflow/tfjs-core';

/** Irregular numbers between `low` and `high`, the same at every call; float32. */
export function sample(shape: number[], low = -2, high = 2, seed = 1): tf.Tensor {
  const size = tf.util.sizeFromShape(shape);
  const values = Float32Array.from({ length: size }, (_, i) => {
    const noise = Math.sin((i + 1) * 12.9898 + seed * 78.233) * 43758.5453;
    return low + (high - low) * (noise - Math.floor(noise));
  });
  return tf.tensor(values, shape);
}

/** Whole numbers from `low` up to but without `high`, int32. */
export function sampleIntegers(shape: number[], low: number, high: number, seed = 1): tf.Tensor {
  return tf.cast(tf.floor(sample(shape, low, high, seed)), 'int32');
}

/** Booleans. */
export function sampleBooleans(shape: number[], seed = 1): tf.Tensor {
  return tf.greater(sample(shape, -1, 1, seed), 0);
}
