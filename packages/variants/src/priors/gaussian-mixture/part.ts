import * as tf from '@autoencoder-zoo/engine/tensorflow';
import { sizeOf } from '@autoencoder-zoo/engine';
import {
  definePart,
  normal,
  positiveInteger,
  uniform,
  type PartFactory,
  type Prior,
} from '@autoencoder-zoo/core';
import { z } from 'zod';
import { drawComponent } from '../../shared/mixture/drawComponent.js';
import { mixtureLogDensity } from '../../shared/mixture/logDensity.js';
import { fitMixture } from './expectationMaximisation.js';

/** Options of {@link gaussianMixture}. */
export interface GaussianMixtureOptions {
  /** Normal distributions in the mixture. Default 10. */
  readonly components?: number;
  /**
   * - `'diagonal'`: the numbers of a code are independent within a component. Default.
   * - `'full'`: they depend on each other; `components * dim^2` further weights.
   */
  readonly covariance?: 'diagonal' | 'full';
}

/** Log deviations are held within, as those of a gaussian code are. */
const [lowest, highest] = [-15, 10] as const;

const part = definePart({
  kind: 'prior',
  name: 'gaussianMixture@1',
  options: z.strictObject({
    components: positiveInteger.default(10),
    covariance: z.enum(['diagonal', 'full']).default('diagonal'),
  }),
  build({ components, covariance }, context) {
    const { code } = context.shapes;
    const size = sizeOf(code);
    const logits = context.variable('logits', [components], 'zeros');
    const means = context.variable('means', [components, size], normal);
    const logDeviations = context.variable('logDeviations', [components, size], 'zeros');
    const regressions =
      covariance === 'full'
        ? context.variable('regressions', [components, size, size], 'zeros')
        : undefined;
    const choice = context.noise('component', [], uniform);
    const epsilon = context.noise('epsilon', [size], normal);

    const logarithms = () => tf.clipByValue(logDeviations, lowest, highest);
    const below = () => regressions && tf.mul<tf.Tensor3D>(regressions, belowDiagonal(size));

    return {
      independent: true,
      sample(rows, frame) {
        const chosen = drawComponent(tf.softmax(logits), frame.noise(choice));
        const noise = tf.mul(frame.noise(epsilon), tf.exp(tf.gather(logarithms(), chosen)));
        const weights = below();
        const centred = weights ? regressed(noise, tf.gather(weights, chosen)) : noise;
        return tf.reshape(tf.add(centred, tf.gather(means, chosen)), [rows, ...code]);
      },
      logDensity(z) {
        const flat = tf.reshape(z, [1, z.shape[0], size]);
        // [components, rows, size]
        const centred = tf.sub(flat, tf.expandDims(means, 1));
        const weights = below();
        const rest = weights ? tf.sub(centred, tf.matMul(centred, weights, false, true)) : centred;
        return mixtureLogDensity(rest, {
          logWeights: tf.logSoftmax(logits),
          logDeviations: logarithms(),
        });
      },
      fit({ codes, seed, set }) {
        const values = new Float64Array(codes.length * size);
        codes.read(
          Array.from({ length: codes.length }, (_, i) => i),
          values,
        );
        const mixture = fitMixture({ values, size }, { components, covariance, seed });
        set(logits, Float32Array.from(mixture.weights, Math.log));
        set(means, Float32Array.from(mixture.means));
        set(logDeviations, Float32Array.from(mixture.deviations, Math.log));
        if (regressions) set(regressions, Float32Array.from(mixture.regressions!));
        return Promise.resolve();
      },
    };
  },
});

/**
 * A mixture of normal distributions, whose weights, means and covariances are learned
 * with the model (Jiang et al., "Variational Deep Embedding", 2017; Dilokthanakul et
 * al. 2016), or fitted after training by `withPrior`, for a code of any kind: by
 * expectation maximisation from a k-means++ start. Learned with the model, the term
 * `kl` is computed at the draws of the code, which therefore has to have a density,
 * such as `gaussianCode`. Deviations are kept within [e^-15, e^10].
 *
 * @throws OptionsError for unknown or wrong options; RangeError, when it is fitted,
 * if there are fewer codes than components.
 */
export const gaussianMixture: PartFactory<Prior, [options?: GaussianMixtureOptions]> = part;

/** Ones below the diagonal, zeros elsewhere. */
function belowDiagonal(size: number): tf.Tensor2D {
  const ones = Array.from({ length: size ** 2 }, (_, i) => Number(i % size < Math.floor(i / size)));
  return tf.tensor2d(ones, [size, size]);
}

/** Adds to each number what follows from the ones before it; `weights` `[rows, size, size]`. */
function regressed(noise: tf.Tensor, weights: tf.Tensor): tf.Tensor {
  const [rows, size] = noise.shape as [number, number];
  const [first, ...others] = tf.split(noise, size, 1);
  return others.reduce((before: tf.Tensor, own, i) => {
    const row = tf.reshape(tf.slice(weights, [0, i + 1, 0], [rows, 1, i + 1]), [rows, i + 1]);
    return tf.concat([before, tf.add(own, tf.sum(tf.mul(before, row), 1, true))], 1);
  }, first);
}
