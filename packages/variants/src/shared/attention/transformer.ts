import * as tf from '@autoencoder-zoo/engine/tensorflow';
import {
  initialiser,
  positiveInteger,
  type Context,
  type Fill,
  type Initialiser,
} from '@autoencoder-zoo/core';
import { z } from 'zod';
import { denseLayer } from '../dense/layer.js';
import { layerNormalisation } from './layerNormalisation.js';
import { selfAttention } from './selfAttention.js';

/** Options that transformers share. */
export interface TransformerOptions {
  /**
   * Sizes of a patch, which is a token, along the first axes of a sample; they have to divide
   * them. Default: a step of a sequence, `[1]`; 4 times 4 pixels of an image with channels.
   */
  readonly patch?: readonly number[];
  /** Numbers in a token. Default 64. */
  readonly width?: number;
  /** Heads of attention, which divide `width`. Default 4. */
  readonly heads?: number;
  /** Blocks, one on the other. Default 2. */
  readonly blocks?: number;
  /** Units between the two dense layers of a block, as a multiple of `width`. Default 4. */
  readonly expansion?: number;
  /** Start of the kernels. Default `'fanIn'`. */
  readonly initialiser?: Initialiser;
}

/** Checks {@link TransformerOptions}; their texts are those of recipes too. */
export const transformerOptions = {
  patch: z
    .array(positiveInteger)
    .min(1)
    .optional()
    .describe('sizes of a patch along the first axes of a sample'),
  width: positiveInteger.default(64).describe('numbers in a token'),
  heads: positiveInteger.default(4).describe('heads of attention, which divide width'),
  blocks: positiveInteger.default(2).describe('blocks, one on the other'),
  expansion: positiveInteger
    .default(4)
    .describe('units between the dense layers of a block, as a multiple of width'),
  initialiser: initialiser.default('fanIn').describe('start of the kernels'),
};

/** The same, with heads that divide the width. */
export const transformerSchema = z
  .strictObject(transformerOptions)
  .refine(({ width, heads }) => width % heads === 0, {
    path: ['heads'],
    message: 'expected a number that divides width',
  });

/** Tokens through blocks, `[batch, count, width]` each. */
type Tokens = (tokens: tf.Tensor3D, there?: tf.Tensor2D) => tf.Tensor3D;

/**
 * Blocks of attention and of two dense layers with GELU, normalised before each (as in
 * Dosovitskiy et al., "An Image is Worth 16x16 Words", 2021), and once more after the last.
 */
export function transformerBlocks(
  context: Context,
  options: Required<Omit<TransformerOptions, 'patch'>>,
): Tokens {
  const blocks = Array.from({ length: options.blocks }, (_, i) =>
    block(context.scope(String(i)), options),
  );
  const last = layerNormalisation(context.scope('last'), options.width);
  return (tokens, there) => last(blocks.reduce((h, block) => block(h, there), tokens));
}

function block(
  context: Context,
  { width, heads, expansion, initialiser }: Required<Omit<TransformerOptions, 'patch' | 'blocks'>>,
): Tokens {
  const beforeAttention = layerNormalisation(context.scope('beforeAttention'), width);
  const attention = selfAttention(context.scope('attention'), width, { heads, initialiser });
  const beforeDense = layerNormalisation(context.scope('beforeDense'), width);
  const wide = denseLayer(context, 'wide', width, expansion * width, {
    activation: 'gelu',
    initialiser,
  });
  const narrow = denseLayer(context, 'narrow', expansion * width, width, {
    activation: 'linear',
    initialiser,
  });
  return (tokens, there) => {
    const attended: tf.Tensor3D = tf.add(tokens, attention(beforeAttention(tokens), there));
    return tf.add(attended, narrow.apply(wide.apply(beforeDense(attended))));
  };
}

/** How learned positions and tokens start: at normal numbers with a deviation of 0.02. */
export const nearZero: Fill = (stream, target) => {
  stream.normal(target).forEach((value, i) => (target[i] = value / 50));
};
