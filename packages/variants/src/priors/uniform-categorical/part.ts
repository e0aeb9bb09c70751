import * as tf from '@autoencoder-zoo/engine/tensorflow';
import { sizeOf } from '@autoencoder-zoo/engine';
import {
  definePart,
  provided,
  type Fill,
  type PartFactory,
  type Prior,
} from '@autoencoder-zoo/core';
import { z } from 'zod';
import { logProbabilities } from '../../shared/codes/categorical.js';

const part = definePart({
  kind: 'prior',
  name: 'uniformCategorical@1',
  options: z.strictObject({}),
  build(_, context) {
    const { code } = context.shapes;
    const [classes] = code.slice(-1);
    const choices = context.noise('choices', code.slice(0, -1), oneOf(classes));
    const logOfAll = (sizeOf(code) / classes) * Math.log(classes);
    return {
      independent: true,
      needs: 'classes',
      sample: (_rows, frame) =>
        tf.cast(tf.oneHot(tf.cast(frame.noise(choices), 'int32'), classes), 'float32'),
      logDensity: (z) => tf.fill([z.shape[0]], -logOfAll),
      divergence({ distribution }) {
        const logShares = provided(logProbabilities, distribution);
        return logShares && tf.add(negativeEntropy(logShares), Math.log(classes));
      },
    };
  },
});

/**
 * Codes of ones among zeros: along the last axis of the code a single one, all places equally
 * likely. The prior of a categorical code unless another is chosen (Jang, Gu & Poole, "Categorical
 * Reparameterization with Gumbel-Softmax", 2017). The divergence of categorical distributions from
 * it is known in closed form: the logarithm of the number of classes less the entropy, for each
 * variable. `logDensity` is the logarithm of the probability of such ones and zeros.
 */
export const uniformCategorical: PartFactory<Prior, []> = part;

/** Whole numbers below `classes`, all equally likely. */
const oneOf = (classes: number): Fill =>
  Object.assign<Fill, object>(
    (stream, target) => {
      target.set(stream.integers(new Uint32Array(target.length), classes));
    },
    { description: `whole numbers from 0 to ${classes - 1}, all equally likely` },
  );

/** `sum p log p` of each variable, `[batch, ...variables]`. */
function negativeEntropy(logShares: tf.Tensor): tf.Tensor {
  return tf.sum(tf.mul(tf.exp(logShares), logShares), -1);
}
