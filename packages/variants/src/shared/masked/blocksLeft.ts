import { key, type Shape } from '@autoencoder-zoo/core';
import type { Tensor3D } from '@tensorflow/tfjs-core';

/**
 * Left at build time by a corruption that leaves equally many blocks of each sample: how many
 * blocks there are along each axis.
 */
export const gridOfBlocks = key<Shape>('gridOfBlocks');

/**
 * Which blocks of a batch it has left: `[batch, left, blocks]`, a row with a single one for each of
 * them.
 */
export const blocksLeft = key<Tensor3D>('blocksLeft');
