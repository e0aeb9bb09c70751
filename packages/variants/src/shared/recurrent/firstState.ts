import type * as tf from '@tensorflow/tfjs-core';
import type { Context } from '@autoencoder-zoo/core';
import { denseLayer } from '../dense/layer.js';
import type { RecurrentCell, State } from './cell.js';

/** The first layer's first state, made of the code. */
export function firstState(cell: RecurrentCell, context: Context, code: number, units: number) {
  const layers = cell.start.map((name) =>
    denseLayer(context, name, code, units, { activation: 'tanh', initialiser: 'fanIn' }),
  );
  return (z: tf.Tensor): State => layers.map((layer) => layer.apply(z) as tf.Tensor2D);
}
