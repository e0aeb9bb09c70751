import * as tf from '@autoencoder-zoo/engine/tensorflow';
import type { Shape } from '@autoencoder-zoo/core';

/**
 * Images with channels last as outputs of a decoder. Where samples have no axis of channels, the
 * parameters of values stand side by side on the last axis.
 */
export function asOutput(images: tf.Tensor, output: Shape, ownChannels: boolean): tf.Tensor {
  const axes = [...images.shape.keys()];
  const swapped = [...axes.slice(0, -2), axes.at(-1)!, axes.at(-2)!];
  const ordered = ownChannels ? images : tf.transpose(images, swapped);
  return tf.reshape(ordered, [images.shape[0], ...output]);
}
