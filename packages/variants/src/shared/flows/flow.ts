import * as tf from '@autoencoder-zoo/engine/tensorflow';
import type { Initialiser } from '@autoencoder-zoo/core';

/** Codes that an invertible function has moved. */
export interface Flowed {
  /** `[rows, dim]`. */
  readonly z: tf.Tensor;
  /** Logarithm of the absolute determinant of the function's Jacobian at each code, `[rows]`. */
  readonly logDeterminant: tf.Tensor;
}

/** An invertible function of codes `[rows, dim]`. */
export type Flow = (z: tf.Tensor) => Flowed;

/** Repeats what is the same for all draws of a sample: `Frame.perDraw`, or nothing. */
export type PerDraw = (x: tf.Tensor) => tf.Tensor;

/** A step of a flow whose form the features of a sample decide on, `[batch, features]`. */
export type ConditionalStep = (features: tf.Tensor, perDraw: PerDraw) => Flow;

/** What steps of flows are made of. */
export interface StepSizes {
  /** Numbers in a code. */
  readonly dim: number;
  /** Features of a sample. */
  readonly features: number;
  /** Start of the kernels. */
  readonly initialiser: Initialiser;
}

/** One flow after the other; log determinants add up. */
export function through(flows: readonly Flow[], z: tf.Tensor): Flowed {
  const first: Flowed = { z, logDeterminant: tf.zeros([z.shape[0]]) };
  return flows.reduce((before, flow) => {
    const { z, logDeterminant } = flow(before.z);
    return { z, logDeterminant: tf.add(before.logDeterminant, logDeterminant) };
  }, first);
}
