import * as tf from '@tensorflow/tfjs-core';
import { sizeOf } from '@autoencoder-zoo/engine';
import {
  defineCode,
  initialiser,
  positiveInteger,
  type Code,
  type Initialiser,
  type PartFactory,
} from '@autoencoder-zoo/core';
import { z } from 'zod';
import { activation, type Activation } from '../../shared/dense/activation.js';
import { denseLayer } from '../../shared/dense/layer.js';

/** Options of {@link deterministicCode}. */
export interface DeterministicCodeOptions<Dim extends number = number> {
  /** Numbers in a code. */
  readonly dim: Dim;
  /** Default `'linear'`. */
  readonly activation?: Activation;
  /** Start of the kernel. Default `'fanIn'`. */
  readonly initialiser?: Initialiser;
}

const part = defineCode({
  name: 'deterministic@1',
  options: z.strictObject({
    dim: positiveInteger,
    activation: activation.default('linear'),
    initialiser: initialiser.default('fanIn'),
  }),
  build({ dim, ...options }, context, features) {
    const inputs = sizeOf(features);
    const layer = denseLayer(context, 'dense', inputs, dim, options);
    return {
      shape: [dim],
      kernels: [layer.kernel],
      oncePerSample: true,
      code(x, frame) {
        const run = layer.run(tf.reshape(x, [x.shape[0], inputs]));
        const mean = run.output;
        return { z: frame.perDraw(mean), mean, terms: {}, layers: [run] };
      },
    };
  },
});

/**
 * A code that is one point: a dense layer of the features. It has no prior, so a model with it does
 * not `sample`.
 *
 * @throws OptionsError for unknown or wrong options.
 */
export const deterministicCode: (<const Dim extends number>(
  options: DeterministicCodeOptions<Dim>,
) => Code<readonly [Dim]>) &
  PartFactory<Code, never> = Object.assign(
  <const Dim extends number>(options: DeterministicCodeOptions<Dim>) =>
    part(options) as Code<readonly [Dim]>,
  part,
);
