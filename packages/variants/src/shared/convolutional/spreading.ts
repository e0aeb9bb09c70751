import * as tf from '@autoencoder-zoo/engine/tensorflow';
import { sizeOf } from '@autoencoder-zoo/engine';
import type { Context, Initialiser, Shape } from '@autoencoder-zoo/core';

/**
 * Declares the kernel that makes the smallest images `[height, width, channels]` of codes: at each
 * place by itself where codes have the places, else as a whole.
 */
export function spreading(
  context: Context,
  code: Shape,
  [height, width, channels]: readonly number[],
  { initialiser }: { readonly initialiser: Initialiser },
) {
  const placed = code.length > 1 && sizeOf(code.slice(0, -1)) === height * width;
  const inputs = placed ? code.at(-1)! : sizeOf(code);
  const outputs = placed ? channels : height * width * channels;
  const kernel = context.variable('kernel', [inputs, outputs], initialiser);
  const apply = (z: tf.Tensor): tf.Tensor =>
    tf.reshape(tf.matMul(tf.reshape<tf.Rank.R2>(z, [-1, inputs]), kernel), [
      z.shape[0],
      height,
      width,
      channels,
    ]);
  return { inputs, apply };
}
