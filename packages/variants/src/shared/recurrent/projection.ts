import * as tf from '@autoencoder-zoo/engine/tensorflow';
import type { Context } from '@autoencoder-zoo/core';
import { denseLayer, type DenseLayer } from '../dense/layer.js';

/** Declares the dense layer that turns a hidden state into a step. */
export function projection(context: Context, units: number, channels: number): DenseLayer {
  return denseLayer(context, 'output', units, channels, {
    activation: 'linear',
    initialiser: 'fanIn',
  });
}

/** A dense layer on each step of `[rows, steps, units]`. */
export function everyStep(layer: DenseLayer, sequence: tf.Tensor3D): tf.Tensor {
  const [rows, steps, units] = sequence.shape;
  return tf.reshape(layer.apply(tf.reshape(sequence, [rows * steps, units])), [rows, steps, -1]);
}
