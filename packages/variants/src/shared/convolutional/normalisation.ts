import type * as tf from '@tensorflow/tfjs-core';
import type { Context, Frame } from '@autoencoder-zoo/core';
import { z } from 'zod';
import { batchNormalisation } from './batchNormalisation.js';
import { groupNormalisation } from './groupNormalisation.js';

/** Ways to normalise channels: not at all, over the batch, or within each sample. */
export const normalisations = z.enum(['none', 'batch', 'layer', 'group']);

/** One of {@link normalisations}. */
export type Normalisation = z.output<typeof normalisations>;

/** Most groups of channels. */
const mostGroups = 8;

/** Declares a normalisation of channels, the last axis. */
export function normalising(
  way: Exclude<Normalisation, 'none'>,
  context: Context,
  channels: number,
): (x: tf.Tensor, frame: Frame) => tf.Tensor {
  if (way === 'batch') return batchNormalisation(context, channels);
  return groupNormalisation(context, channels, way === 'layer' ? 1 : groupsOf(channels));
}

/** As many groups as divide the channels. */
function groupsOf(channels: number): number {
  let groups = mostGroups;
  while (channels % groups !== 0) groups--;
  return groups;
}
