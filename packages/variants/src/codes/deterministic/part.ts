import * as tf from '@autoencoder-zoo/engine/tensorflow';
import { sizeOf } from '@autoencoder-zoo/engine';
import { definePart, initialiser, positiveInteger, type Initialiser } from '@autoencoder-zoo/core';
import { z } from 'zod';
import { activation, type Activation } from '../../shared/dense/activation.js';
import { sizedCode } from '../../shared/codes/sizedCode.js';
import { denseLayer } from '../../shared/dense/layer.js';
import { mirrorable, runThrough } from '../../shared/dense/through.js';

/** Options of {@link deterministicCode}. */
export interface DeterministicCodeOptions<Dim extends number = number> {
  /** Numbers in a code. */
  readonly dim: Dim;
  /** Default `'linear'`. */
  readonly activation?: Activation;
  /** Start of the kernel. Default `'fanIn'`. */
  readonly initialiser?: Initialiser;
}

const part = definePart({
  kind: 'code',
  name: 'deterministic@1',
  options: z.strictObject({
    dim: positiveInteger,
    activation: activation.default('linear'),
    initialiser: initialiser.default('fanIn'),
  }),
  build({ dim, ...options }, context) {
    const inputs = sizeOf(context.shapes.features);
    const layer = denseLayer(context, 'dense', inputs, dim, options);
    mirrorable(context, layer.kernel);
    return {
      independent: true,
      shape: [dim],
      tells: 'nothing',
      code(x, frame) {
        const run = layer.run(tf.reshape(x, [x.shape[0], inputs]));
        const mean = run.output;
        return { z: frame.perDraw(mean), mean, provides: runThrough(frame, [run]) };
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
export const deterministicCode = sizedCode<DeterministicCodeOptions>(part);
