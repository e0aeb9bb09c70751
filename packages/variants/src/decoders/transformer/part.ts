import * as tf from '@autoencoder-zoo/engine/tensorflow';
import { sizeOf } from '@autoencoder-zoo/engine';
import { definePart, type Decoder, type PartFactory } from '@autoencoder-zoo/core';
import { patchesOf } from '../../shared/attention/patches.js';
import {
  nearZero,
  transformerBlocks,
  transformerSchema,
  type TransformerOptions,
} from '../../shared/attention/transformer.js';
import { denseLayer } from '../../shared/dense/layer.js';

export type { TransformerOptions } from '../../shared/attention/transformer.js';

const part = definePart({
  kind: 'decoder',
  name: 'transformer@1',
  options: transformerSchema,
  build({ patch, ...options }, context) {
    const { width, initialiser } = options;
    const { code, output } = context.shapes;
    const patches = patchesOf('transformerDecoder', output, patch);
    const { count } = patches;
    const layer = { activation: 'linear', initialiser } as const;
    const placed = code.length === 2 && code[0] === count;
    const inputs = placed ? code[1] : sizeOf(code);
    const embedding = denseLayer(
      context,
      'embedding',
      inputs,
      placed ? width : count * width,
      layer,
    );
    const positions = context.variable('positions', [count, width], nearZero);
    const blocks = transformerBlocks(context.scope('blocks'), options);
    const last = denseLayer(context, 'output', width, patches.size, layer);
    return {
      independent: true,
      decode(z) {
        const [rows] = z.shape;
        const codes = tf.reshape(z, placed ? [rows, count, inputs] : [rows, inputs]);
        const tokens = tf.reshape(embedding.apply(codes), [rows, count, width]);
        return patches.join(last.apply(blocks(tf.add<tf.Tensor3D>(tokens, positions))));
      },
    };
  },
});

/**
 * Transformer that writes images patch by patch, or sequences step by step, all at once: the
 * mirror of `transformerEncoder`. A dense layer makes a token for each patch of the code; where
 * the code has a row for each already, such as `featuresCode` after a transformer, it does so for
 * each by itself, and may have another width. A learned position is added; blocks of attention and
 * a dense layer to the numbers of the patch follow (as the decoder of He et al., "Masked
 * Autoencoders Are Scalable Vision Learners", 2022).
 *
 * @throws OptionsError for unknown or wrong options; RangeError, when the model is made, if a patch
 * does not divide a sample.
 */
export const transformerDecoder: PartFactory<Decoder, [options?: TransformerOptions]> = part;
