import * as tf from '#tensorflow';
import { unbroadcast } from './broadcasts.js';
import { gradient } from './define.js';

/**
 * The gradient of `tf.batchNorm`, with one sum over the batch for each of its inputs. TF.js' own
 * passes over the batch some ten times more.
 */
export const batchNormalisation = gradient<tf.FusedBatchNormAttrs>(
  'FusedBatchNorm',
  ['x', 'mean', 'variance', 'scale'],
  (dy, [x, mean, variance, scale], { varianceEpsilon }) => {
    const inverse = tf.rsqrt(tf.add(variance, varianceEpsilon));
    const factor = tf.mul(inverse, scale);
    const total = () => unbroadcast(dy, mean.shape);
    const along = () => unbroadcast(tf.mul(dy, tf.sub(x, mean)), mean.shape);
    return {
      x: () => tf.mul(dy, factor),
      mean: () => tf.neg(tf.mul(total(), factor)),
      variance: () => tf.mul(tf.mul(along(), factor), tf.mul(tf.square(inverse), -0.5)),
      scale: () => tf.mul(along(), inverse),
      offset: total,
    };
  },
);
