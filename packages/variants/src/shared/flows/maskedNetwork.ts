import * as tf from '@autoencoder-zoo/engine/tensorflow';
import { linear } from '@autoencoder-zoo/engine';
import type { Context, Initialiser } from '@autoencoder-zoo/core';
import { denseLayer } from '../dense/layer.js';
import type { PerDraw } from './flow.js';

/** What a masked network is made of. */
export interface MaskedNetworkOptions {
  /** Numbers that it reads, and gives of each kind. */
  readonly dim: number;
  /** Units of its hidden layers, at least one layer. */
  readonly hidden: readonly number[];
  /** Whether each number depends on those after it and not on those before. */
  readonly reversed: boolean;
  /** Features of a sample that its first layer reads as well. Default: none. */
  readonly features?: number;
  readonly initialiser: Initialiser;
}

/** Two numbers for each number that was read, `[rows, dim]` each. */
export interface Conditionals {
  readonly shift: tf.Tensor;
  readonly scale: tf.Tensor;
}

/** Numbers `[rows, dim]` to what each is told by those before it. */
export type MaskedNetwork = (z: tf.Tensor) => Conditionals;

/**
 * Masked autoencoder for distribution estimation (Germain et al., "MADE", 2015): a dense network
 * in which each output depends on the inputs before its own alone. Inputs have the degrees 1 to
 * `dim`, hidden units have degrees spread evenly below `dim`, and weights are masked by 0 that do
 * not lead from a degree to one at least as high, or at the outputs to a higher one. Units are
 * exponential linear ones. Features reach all outputs, the first one too.
 *
 * @returns The network for the features of a batch, `[batch, features]`, or without any.
 */
export function maskedNetwork(
  context: Context,
  { dim, hidden, reversed, features, initialiser }: MaskedNetworkOptions,
): (features?: tf.Tensor, perDraw?: PerDraw) => MaskedNetwork {
  const places = Array.from({ length: dim }, (_, i) => (reversed ? dim - i : i + 1));
  const lowest = features === undefined ? 1 : 0;
  const degrees = hidden.map((units) =>
    Array.from({ length: units }, (_, i) => lowest + Math.floor((i * (dim - lowest)) / units)),
  );
  const layers = hidden.map((_, i) =>
    maskedLayer(context, String(i), [places, ...degrees][i], degrees[i], initialiser),
  );
  const toHeads = (name: string) =>
    // A degree less, so that an output does not see its own input.
    maskedLayer(
      context,
      name,
      degrees.at(-1)!,
      places.map((place) => place - 1),
      initialiser,
    );
  const [toShift, toScale] = ['shift', 'scale'].map(toHeads);
  const beside =
    features === undefined
      ? undefined
      : denseLayer(context, 'features', features, hidden[0], { activation: 'linear', initialiser });
  return (x, perDraw = (same) => same) => {
    const told = beside && x && perDraw(beside.apply(x));
    return (z) => {
      const last = layers.reduce((below, layer, i) => {
        const sums = layer(below);
        return tf.elu(told && i === 0 ? tf.add(sums, told) : sums);
      }, z);
      return { shift: toShift(last), scale: toScale(last) };
    };
  };
}

/** A dense layer whose weights lead to degrees at least as high only. */
function maskedLayer(
  context: Context,
  name: string,
  from: readonly number[],
  to: readonly number[],
  initialiser: Initialiser,
): (x: tf.Tensor) => tf.Tensor {
  const scope = context.scope(name);
  const shape = [from.length, to.length] as const;
  const kernel = scope.variable('kernel', shape, initialiser);
  const bias = scope.variable('bias', [to.length], initialiser === 'fanIn' ? 'fanIn' : 'zeros', {
    fan: { inputs: from.length, outputs: to.length },
  });
  const ones = from.flatMap((degree) => to.map((above) => Number(above >= degree)));
  return (x) => linear(x as tf.Tensor2D, tf.mul(kernel, tf.tensor2d(ones, [...shape])), bias);
}
