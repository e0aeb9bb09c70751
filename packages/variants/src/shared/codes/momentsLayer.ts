import * as tf from '@autoencoder-zoo/engine/tensorflow';
import type { Context, Initialiser, Moments } from '@autoencoder-zoo/core';
import { denseLayer } from '../dense/layer.js';

/** Log variances are held within: beyond, exp overflows float32 long before training recovers. */
const [lowest, highest] = [-30, 20] as const;

/** Log variances, held within [-30, 20]. */
export function heldLogVariance(logVariance: tf.Tensor): tf.Tensor {
  return tf.clipByValue(logVariance, lowest, highest);
}

/** Two dense layers, `mean` and `logVariance`, that give the moments of a normal distribution. */
export function momentsLayer(
  context: Context,
  inputs: number,
  outputs: number,
  initialiser: Initialiser,
): (x: tf.Tensor) => Moments {
  const options = { activation: 'linear', initialiser } as const;
  const toMean = denseLayer(context, 'mean', inputs, outputs, options);
  const toLogVariance = denseLayer(context, 'logVariance', inputs, outputs, options);
  return (x) => ({
    mean: toMean.apply(x),
    logVariance: heldLogVariance(toLogVariance.apply(x)),
  });
}
