import * as tf from '@autoencoder-zoo/engine/tensorflow';
import { sizeOf } from '@autoencoder-zoo/engine';
import {
  definePart,
  normal,
  positiveInteger,
  RandomStream,
  uniform,
  type Fitting,
  type PartFactory,
  type Prior,
} from '@autoencoder-zoo/core';
import { z } from 'zod';
import { drawComponent } from '../../shared/mixture/drawComponent.js';
import { componentLogDensities } from '../../shared/mixture/logDensity.js';
import { valuesOf } from '../../shared/priors/standardise.js';
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
  /**
   * Where components begin that are learned with the model.
   * - `'random'`: means at standard normal numbers. Default.
   * - `'codes'`: fitted to codes of training samples, before the first training that does not leave
   *   the prior out. Until then the term `kl` is 0.
   */
  readonly start?: 'random' | 'codes';
}

/** Samples that a component is first fitted to, on average. */
const samplesPerComponent = 1000;

/** Log deviations are held within, as those of a gaussian code are. */
const [lowest, highest] = [-15, 10] as const;

const part = definePart({
  kind: 'prior',
  name: 'gaussianMixture@1',
  options: z.strictObject({
    components: positiveInteger.default(10),
    covariance: z.enum(['diagonal', 'full']).default('diagonal'),
    start: z.enum(['random', 'codes']).default('random'),
  }),
  build({ components, covariance, start }, context) {
    const { code } = context.shapes;
    const size = sizeOf(code);
    const logits = context.variable('logits', [components], 'zeros');
    const means = context.variable('means', [components, size], normal);
    const logDeviations = context.variable('logDeviations', [components, size], 'zeros');
    const regressions =
      covariance === 'full'
        ? context.variable('regressions', [components, size, size], 'zeros')
        : undefined;
    const started = start === 'codes' ? context.state('started', [], 'zeros') : undefined;
    const choice = context.noise('component', [], uniform);
    const epsilon = context.noise('epsilon', [size], normal);

    const logarithms = () => tf.clipByValue(logDeviations, lowest, highest);
    const below = () => regressions && tf.mul<tf.Tensor3D>(regressions, belowDiagonal(size));

    /** Of each component with its weight, `[components, rows]`. */
    const densities = (z: tf.Tensor) => {
      const flat = tf.reshape(z, [1, z.shape[0], size]);
      // [components, rows, size]
      const centred = tf.sub(flat, tf.expandDims(means, 1));
      const weights = below();
      const rest = weights ? tf.sub(centred, tf.matMul(centred, weights, false, true)) : centred;
      return componentLogDensities(rest, {
        logWeights: tf.logSoftmax(logits),
        logDeviations: logarithms(),
      });
    };

    const fitTo = (values: Float64Array, seed: number, set: Fitting['set']) => {
      const mixture = fitMixture({ values, size }, { components, covariance, seed });
      set(logits, Float32Array.from(mixture.weights, Math.log));
      set(means, Float32Array.from(mixture.means));
      set(logDeviations, Float32Array.from(mixture.deviations, Math.log));
      if (regressions) set(regressions, Float32Array.from(mixture.regressions!));
    };

    return {
      independent: true,
      sample(rows, frame) {
        const chosen = drawComponent(tf.softmax(logits), frame.noise(choice));
        const noise = tf.mul(frame.noise(epsilon), tf.exp(tf.gather(logarithms(), chosen)));
        const weights = below();
        const centred = weights ? regressed(noise, tf.gather(weights, chosen)) : noise;
        return tf.reshape(tf.add(centred, tf.gather(means, chosen)), [rows, ...code]);
      },
      logDensity: (z) => tf.logSumExp(densities(z), 0),
      divergence({ z, logDensity }) {
        if (!started || !logDensity) return undefined;
        return tf.mul(tf.sub(logDensity(), tf.logSumExp(densities(z), 0)), started);
      },
      outputs: {
        component: 'the number of the component that accounts most for the code, from 0',
        responsibilities: 'the share with which each component accounts for the code',
      },
      describe({ mean }) {
        const shares = tf.softmax(tf.transpose(densities(mean)));
        return {
          component: tf.cast(tf.expandDims(tf.argMax(shares, 1), 1), 'float32'),
          responsibilities: shares,
        };
      },
      async begin(run) {
        // Whoever goes on with a trained model keeps its mixture.
        if (!started || started.dataSync()[0] > 0) return;
        const { data, seed } = run;
        const stream = new RandomStream(seed, 'gaussianMixture');
        const drawn = stream.permutation(data.length).subarray(0, samplesPerComponent * components);
        const codes = await run.map('codes', data.select(drawn), (x, { again }) =>
          tf.reshape(again.code(again.encode(x)).mean, [x.shape[0], size]),
        );
        fitTo(Float64Array.from(codes), seed, (variable, values) => run.set(variable, values));
        run.set(started, Float32Array.of(1));
      },
      fit({ codes, seed, set }) {
        fitTo(Float64Array.from(valuesOf(codes)), seed, set);
        if (started) set(started, Float32Array.of(1));
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
 * such as `gaussianCode`; that is the bound of the paper at the best shares of the components for
 * each draw. Deviations are kept within [e^-15, e^10].
 *
 * `model.describe` gives the `component` of each sample and its `responsibilities`, the shares of
 * all of them, as does the saved encoder: the components are clusters. As in the paper they can
 * start from codes of an autoencoder that was trained before (`start: 'codes'`), which
 * `fit(model, data, { only: ['encoder', 'code', 'decoder'] })` does.
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
