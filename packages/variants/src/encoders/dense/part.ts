import * as tf from '@autoencoder-zoo/engine/tensorflow';
import { sizeOf } from '@autoencoder-zoo/engine';
import {
  definePart,
  initialiser,
  layerRuns,
  positiveInteger,
  provide,
  type Encoder,
  type Initialiser,
  type PartFactory,
} from '@autoencoder-zoo/core';
import { z } from 'zod';
import { activation, type Activation } from '../../shared/dense/activation.js';
import { denseLayer, type DenseLayer } from '../../shared/dense/layer.js';
import { mirrorable } from '../../shared/dense/through.js';

/** Options of {@link denseEncoder}. */
export interface DenseEncoderOptions {
  /** Units of each layer, from the input on. Default none: the features are the input itself. */
  readonly hidden?: readonly number[];
  /** After each layer. Default `'relu'`. */
  readonly activation?: Activation;
  /** Start of the kernels. Default `'fanIn'`. */
  readonly initialiser?: Initialiser;
}

const part = definePart({
  kind: 'encoder',
  name: 'dense@1',
  options: z.strictObject({
    hidden: z.array(positiveInteger).default([]),
    activation: activation.default('relu'),
    initialiser: initialiser.default('fanIn'),
  }),
  build({ hidden, ...layer }, context) {
    const widths = [sizeOf(context.shapes.input), ...hidden];
    const layers = hidden.map((units, i) =>
      denseLayer(context, String(i), widths[i], units, layer),
    );
    mirrorable(context, ...layers.map(({ kernel }) => kernel));
    return {
      independent: true,
      shape: [widths.at(-1)!],
      encode(x) {
        const runs: ReturnType<DenseLayer['run']>[] = [];
        let features: tf.Tensor = tf.reshape(x, [x.shape[0], widths[0]]);
        for (const layer of layers) {
          const run = layer.run(features);
          runs.push(run);
          features = run.output;
        }
        return { value: features, provides: [provide(layerRuns, runs)] };
      },
    };
  },
});

/**
 * Fully connected encoder of any depth. Samples of any shape are flattened; the features are the
 * last layer's units, `[units]`.
 *
 * @throws OptionsError for unknown or wrong options.
 */
export const denseEncoder: PartFactory<Encoder, [options?: DenseEncoderOptions]> = part;
