import * as tf from '@autoencoder-zoo/engine/tensorflow';
import type { Context } from '@autoencoder-zoo/core';

/** What a recurrent layer reads: a sequence `[rows, steps, inputs]`, or the same at each step. */
export type LayerInput =
  | { readonly x: tf.Tensor3D; readonly mask?: tf.Tensor2D | undefined }
  | { readonly constant: tf.Tensor2D; readonly steps: number };

/** The state of a cell, `[rows, units]` each; the hidden state comes first. */
export type State = readonly tf.Tensor2D[];

/** A layer in one direction, with its weights. */
export interface RecurrentLayer {
  /**
   * Hidden states at each step, `[rows, steps, units]`; `reverse` runs from the last
   * step to the first.
   */
  sequence(input: LayerInput, reverse: boolean, start?: State): tf.Tensor3D;
  /** The hidden state after the step that is made last, `[rows, units]`. */
  last(input: LayerInput, reverse: boolean): tf.Tensor2D;
  /** The state after one step on `x`, `[rows, inputs]`. */
  step(x: tf.Tensor2D, state: State): State;
}

/** A kind of recurrent cell: encoders and decoders work with any. */
export interface RecurrentCell {
  /** For messages, such as `'lstm'`. */
  readonly name: string;
  /** Names of the layers which make a first state of a code, one for each part of the state. */
  readonly start: readonly string[];
  /**
   * Declares the weights of a layer in one direction; they start as PyTorch's do. A layer
   * of 0 inputs, which runs on its state alone, reads a zero and has no kernel to train.
   */
  layer(context: Context, name: string, inputs: number, units: number): RecurrentLayer;
}

/**
 * Declares what the layers of all cells have: kernels and bias with the columns of `gates` gates.
 */
export function gateWeights(context: Context, inputs: number, units: number, gates: number) {
  const declare = (name: string, shape: number[]) =>
    context.variable(name, shape, 'fanIn', { fan: { inputs: units, outputs: units } }) as tf.Tensor;
  const width = gates * units;
  const kernel = inputs > 0 ? declare('kernel', [inputs, width]) : undefined;
  return {
    get kernel() {
      return (kernel ?? tf.zeros([1, width])) as tf.Tensor2D;
    },
    recurrentKernel: declare('recurrentKernel', [units, width]) as tf.Tensor2D,
    bias: declare('bias', [width]) as tf.Tensor1D,
  };
}

/**
 * One step of layers on top of each other, which read `x`, `[rows, inputs]`.
 *
 * @param states - Those of all layers, one after the other, the lowest first.
 */
export function advance(layers: readonly RecurrentLayer[], x: tf.Tensor2D, states: State) {
  const parts = states.length / layers.length;
  let hidden = x;
  const next = layers.flatMap((layer, i) => {
    const state = layer.step(hidden, states.slice(i * parts, (i + 1) * parts));
    [hidden] = state;
    return state;
  });
  return { next, hidden };
}

/** The first states of layers on top of each other: that of the lowest, and zeros. */
export function startingAt(lowest: State, layers: number): State {
  const none = tf.zerosLike(lowest[0]);
  const others = Array.from({ length: layers - 1 }, () => lowest.map(() => none));
  return [lowest, ...others].flat();
}
