import * as tf from '@autoencoder-zoo/engine/tensorflow';
import { definePart, type Context, type Encoder, type PartFactory } from '@autoencoder-zoo/core';
import { patchesOf, type Patches } from '../../shared/attention/patches.js';
import {
  nearZero,
  transformerBlocks,
  transformerSchema,
  type TransformerOptions,
} from '../../shared/attention/transformer.js';
import { denseLayer } from '../../shared/dense/layer.js';
import { blocksLeft, gridOfBlocks } from '../../shared/masked/blocksLeft.js';

export type { TransformerOptions } from '../../shared/attention/transformer.js';

const part = definePart({
  kind: 'encoder',
  name: 'transformer@1',
  options: transformerSchema,
  build({ patch, ...options }, context) {
    const { width, initialiser } = options;
    const { input } = context.shapes;
    const patches = patchesOf('transformerEncoder', input, patch);
    const { count, size } = patches;
    const embedding = denseLayer(context, 'embedding', size, width, {
      activation: 'linear',
      initialiser,
    });
    const positions = context.variable('positions', [count, width], nearZero);
    const blocks = transformerBlocks(context.scope('blocks'), options);
    const hidden = leavesOut(context, patches)
      ? context.variable('hidden', [width], nearZero)
      : undefined;
    return {
      independent: true,
      shape: [count, width],
      encode(x, frame) {
        const tokens: tf.Tensor3D = tf.add(embedding.apply(patches.cut(x)), positions);
        const left = hidden && frame.need(blocksLeft);
        if (left) {
          // Products with ones and zeros: they pick tokens out, and put them back.
          const encoded = blocks(tf.matMul(left, tokens));
          const others = tf.sub(1, tf.expandDims(tf.sum(left, 1), 2));
          return tf.add(tf.matMul(left, encoded, true), tf.mul(others, hidden));
        }
        const there = frame.mask && thereOf(frame.mask, patches);
        const encoded = blocks(tokens, there);
        return there ? tf.mul(encoded, tf.expandDims(there, 2)) : encoded;
      },
    };
  },
});

/** Whether the corruption before says which patches it has left. */
function leavesOut(context: Context, { grid }: Patches): boolean {
  const hiding = context.need(gridOfBlocks);
  if (hiding && hiding.join() !== grid.join()) {
    throw new Error(
      `transformerEncoder has [${grid.join(', ')}] patches, but hiding hides [${hiding.join(', ')}] blocks exactly; give both the same patch`,
    );
  }
  return hiding !== undefined;
}

/** Patches with at least one step that exists, `[batch, count]`. */
function thereOf(mask: tf.Tensor2D, { grid: [along], count }: Patches): tf.Tensor2D {
  const [batch, steps] = mask.shape;
  const ones = tf.max(tf.reshape(mask, [batch, along, steps / along]), 2, true);
  return tf.reshape(tf.tile(ones, [1, 1, count / along]), [batch, count]);
}

/**
 * Transformer on patches of images or steps of sequences (Vaswani et al., "Attention Is All You
 * Need", 2017; on images Dosovitskiy et al., "An Image is Worth 16x16 Words", 2021). Each patch
 * becomes a token by a dense layer, to which a learned position is added; blocks of attention
 * between all tokens and of dense layers follow. The features are `[tokens, width]`. Time and
 * memory of attention grow with the square of the number of tokens.
 *
 * Where `hiding` hides patches of the same size with `exact`, hidden ones are left out of the
 * blocks, which saves most of the work, and one learned token stands for each of them in the
 * features (He et al., "Masked Autoencoders Are Scalable Vision Learners", 2022). Of sequences of
 * unequal length, steps that do not exist are not attended to, and their features are 0.
 *
 * @throws OptionsError for unknown or wrong options; RangeError, when the model is made, if a patch
 * does not divide a sample; Error if `hiding` has other patches.
 */
export const transformerEncoder: PartFactory<Encoder, [options?: TransformerOptions]> = part;
