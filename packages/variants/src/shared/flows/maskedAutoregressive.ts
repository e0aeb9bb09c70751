import * as tf from '@autoencoder-zoo/engine/tensorflow';
import { recurrence } from '@autoencoder-zoo/engine';
import type { Context } from '@autoencoder-zoo/core';
import type { ConditionalStep, Flow } from './flow.js';
import { maskedNetwork, type MaskedNetwork, type MaskedNetworkOptions } from './maskedNetwork.js';

/** Log scales are held softly within: several steps that grow without end overflow float32. */
const widest = 2;

/**
 * Step of a masked autoregressive flow (Papamakarios, Pavlakou & Murray, "Masked Autoregressive
 * Flow for Density Estimation", 2017): number `i` is `m_i + exp(a_i) u_i`, where `m_i` and
 * `a_i`, within (-2, 2), follow from the numbers before it.
 */
export interface MaskedAutoregressive {
  /** Numbers to the noise that they are made of: all at once. */
  readonly toNoise: Flow;
  /** Noise to numbers: one after the other, in as many passes as there are numbers. */
  readonly fromNoise: Flow;
}

/** The two directions of a step for what its network knows. */
function directions(dim: number, network: MaskedNetwork): MaskedAutoregressive {
  const conditionals = (z: tf.Tensor) => {
    const { shift, scale } = network(z);
    return { shift, logScale: tf.mul(tf.tanh(tf.div(scale, widest)), widest) };
  };
  return {
    toNoise(z) {
      const { shift, logScale } = conditionals(z);
      return {
        z: tf.mul(tf.sub(z, shift), tf.exp(tf.neg(logScale))),
        logDeterminant: tf.neg(tf.sum(logScale, 1)),
      };
    },
    fromNoise(noise) {
      // A pass makes one number more what it is to be, whatever the others were before.
      const nothing = tf.zerosLike(noise);
      const { states } = recurrence({ states: [nothing, nothing], steps: dim }, ([before]) => {
        const { shift, logScale } = conditionals(before);
        const next = tf.add(shift, tf.mul(noise, tf.exp(logScale)));
        return { states: [next, logScale], output: tf.sum(next) };
      });
      const [z, logScale] = states;
      return { z, logDeterminant: tf.sum(logScale, 1) };
    },
  };
}

/** A step of a {@link MaskedAutoregressive} flow that knows nothing beside the numbers. */
export function maskedAutoregressive(
  context: Context,
  options: Omit<MaskedNetworkOptions, 'features'>,
): () => MaskedAutoregressive {
  const network = maskedNetwork(context, options);
  return () => directions(options.dim, network());
}

/** A step of a {@link MaskedAutoregressive} flow from noise to numbers, which reads features. */
export function maskedAutoregressiveStep(
  context: Context,
  options: MaskedNetworkOptions,
): ConditionalStep {
  const network = maskedNetwork(context, options);
  return (x, perDraw) => directions(options.dim, network(x, perDraw)).fromNoise;
}
