import * as tf from '@autoencoder-zoo/engine/tensorflow';
import { linear } from '@autoencoder-zoo/engine';
import type { Context, Initialiser } from '@autoencoder-zoo/core';
import { denseLayer } from '../dense/layer.js';

/** What is added to the logits of tokens that are not there. */
const absent = -1e9;

/**
 * Self-attention of several heads (Vaswani et al., "Attention Is All You Need", 2017): each token
 * takes of all others what fits its query, `softmax(q k^T / sqrt(width / heads)) v`.
 *
 * @param heads - Divides `width`.
 * @returns A function of tokens `[batch, count, width]`, and of `there`, `[batch, count]` of ones
 * and zeros, if some are not there.
 */
export function selfAttention(
  context: Context,
  width: number,
  { heads, initialiser }: { readonly heads: number; readonly initialiser: Initialiser },
): (tokens: tf.Tensor3D, there?: tf.Tensor2D) => tf.Tensor3D {
  const layer = (name: string) =>
    denseLayer(context, name, width, width, { activation: 'linear', initialiser });
  const [query, value, output] = ['query', 'value', 'output'].map(layer);
  // A bias would add the same to all logits of a token, which softmax does not see.
  const key = context.scope('key').variable('kernel', [width, width], initialiser);
  const each = width / heads;
  return (tokens, there) => {
    const [batch, count] = tokens.shape;
    /** `[batch, heads, count, each]` */
    const split = (x: tf.Tensor) =>
      tf.transpose<tf.Tensor4D>(tf.reshape(x, [batch, count, heads, each]), [0, 2, 1, 3]);
    const asked = split(tf.mul(query.apply(tokens), 1 / Math.sqrt(each)));
    const fits: tf.Tensor4D = tf.matMul(asked, split(linear(tokens, key)), false, true);
    const logits = there ? tf.add<tf.Tensor4D>(fits, biasOf(there)) : fits;
    const taken: tf.Tensor4D = tf.matMul(tf.softmax(logits), split(value.apply(tokens)));
    const joined = tf.reshape(tf.transpose(taken, [0, 2, 1, 3]), [batch, count, width]);
    return output.apply(joined) as tf.Tensor3D;
  };
}

function biasOf(there: tf.Tensor2D): tf.Tensor {
  const [batch, count] = there.shape;
  return tf.mul(tf.sub(1, tf.reshape(there, [batch, 1, 1, count])), absent);
}
