import * as tf from '@autoencoder-zoo/engine/tensorflow';
import { sizeOf } from '@autoencoder-zoo/engine';
import {
  positiveInteger,
  type Code,
  type Context,
  type Initialiser,
  type PartFactory,
  type Shape,
} from '@autoencoder-zoo/core';
import { z } from 'zod';
import { denseLayer } from '../dense/layer.js';

/** Where the vectors of a code stand. */
export const positions = z.union([positiveInteger, z.literal('features')]).optional();

/** See {@link positions}. */
export type Positions = z.output<typeof positions>;

/** The layer that makes vectors of features. */
export interface VectorLayer {
  /** Axes of a code before that of its vectors. */
  readonly places: Shape;
  /** Vectors of a sample. */
  readonly perSample: number;
  /** `[batch, ...features]` to `[batch * perSample, dim]`. */
  apply(features: tf.Tensor): tf.Tensor2D;
}

/**
 * Declares a linear layer `dense` of the features: to vectors of all features, or, at each place
 * of the features, of their last axis.
 */
export function vectorLayer(
  context: Context,
  dim: number,
  { positions, initialiser }: { positions?: Positions; initialiser: Initialiser },
): VectorLayer {
  const { features } = context.shapes;
  const places = placesOf(positions, features);
  const perSample = sizeOf(places);
  const perPlace = positions === 'features';
  const inputs = perPlace ? features.at(-1)! : sizeOf(features);
  const outputs = perPlace ? dim : dim * perSample;
  const layer = denseLayer(context, 'dense', inputs, outputs, {
    activation: 'linear',
    initialiser,
  });
  return {
    places,
    perSample,
    apply(features) {
      const rows = layer.apply(tf.reshape(features, [-1, inputs]));
      return tf.reshape<tf.Rank.R2>(rows, [-1, dim]);
    },
  };
}

function placesOf(positions: Positions, features: Shape): Shape {
  if (positions === 'features') return features.slice(0, -1);
  return positions === undefined ? [] : [positions];
}

/** Makes a code of one vector, of several, or of one at each place of the features. */
export type VectorCode<Options> = (<const Dim extends number>(
  options: Options & { readonly dim: Dim; readonly positions?: undefined },
) => Code<readonly [Dim]>) &
  (<const Dim extends number, const Count extends number>(
    options: Options & { readonly dim: Dim; readonly positions: Count },
  ) => Code<readonly [Count, Dim]>) &
  ((options: Options) => Code) &
  PartFactory<Code, never>;
