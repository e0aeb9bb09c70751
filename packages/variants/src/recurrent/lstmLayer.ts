import * as tf from '@tensorflow/tfjs-core';
import { lstm, lstmFinal, type LstmWeights } from '@autoencoder-zoo/engine';
import type { BuildContext } from '@autoencoder-zoo/core';

/**
 * Declares the weights of one direction of an LSTM layer; they start as PyTorch's do. A layer of 0
 * inputs, which runs on its state alone, reads a zero and has no kernel to train.
 */
export function lstmWeights(
  context: BuildContext,
  name: string,
  inputs: number,
  units: number,
): LstmWeights {
  const scope = context.scope(name);
  const fan = { inputs: units, outputs: units };
  const declare = (weight: string, shape: number[]) =>
    scope.variable(weight, shape, 'fanIn', fan) as tf.Tensor;
  const kernel = inputs > 0 ? declare('kernel', [inputs, 4 * units]) : undefined;
  return {
    get kernel() {
      return (kernel ?? tf.zeros([1, 4 * units])) as tf.Tensor2D;
    },
    recurrentKernel: declare('recurrentKernel', [units, 4 * units]) as tf.Tensor2D,
    bias: declare('bias', [4 * units]) as tf.Tensor1D,
  };
}

/** What a stack of LSTM layers reads: a sequence `[rows, steps, inputs]`, or the same at each step. */
export type LstmInput =
  | { readonly x: tf.Tensor3D; readonly mask?: tf.Tensor2D | undefined }
  | { readonly constant: tf.Tensor2D; readonly steps: number };

/** Layers of LSTM on top of each other, in one direction or in both. */
export interface LstmStack {
  /** Units of the last layer, both directions together. */
  readonly width: number;
  /** Hidden states of the last layer at each step, `[rows, steps, width]`. */
  sequence(input: LstmInput, initial?: LstmStart): tf.Tensor3D;
  /** Hidden state of the last layer after the last step, `[rows, width]`. */
  last(input: LstmInput): tf.Tensor2D;
}

/** First states of the first layer, forwards. */
export interface LstmStart {
  readonly initialHidden: tf.Tensor2D;
  readonly initialCell: tf.Tensor2D;
}

/** Declares a stack of LSTM layers. */
export function lstmStack(
  context: BuildContext,
  inputs: number,
  options: { readonly units: number; readonly layers: number; readonly bidirectional: boolean },
): LstmStack {
  const { units, layers, bidirectional } = options;
  const width = bidirectional ? 2 * units : units;
  const stack = Array.from({ length: layers }, (_, i) => {
    const from = i === 0 ? inputs : width;
    const forwards = lstmWeights(context, `${i}/forwards`, from, units);
    return bidirectional
      ? [forwards, lstmWeights(context, `${i}/backwards`, from, units)]
      : [forwards];
  });
  const joined = <T extends tf.Tensor>(parts: T[]): T =>
    parts.length === 1 ? parts[0] : tf.concat(parts, -1);
  const layer = (
    directions: readonly LstmWeights[],
    input: LstmInput,
    start?: LstmStart,
  ): tf.Tensor3D =>
    joined(
      directions.map(
        (weights, i) => lstm({ ...weights, ...input, ...(start ?? {}), reverse: i === 1 }).hidden,
      ),
    );
  const through = (count: number, input: LstmInput, start?: LstmStart): LstmInput => {
    const mask = 'mask' in input ? input.mask : undefined;
    return stack
      .slice(0, count)
      .reduce<LstmInput>(
        (h, directions, i) => ({ x: layer(directions, h, i === 0 ? start : undefined), mask }),
        input,
      );
  };
  return {
    width,
    sequence: (input, start) => (through(layers, input, start) as { readonly x: tf.Tensor3D }).x,
    last(input) {
      const below = through(layers - 1, input);
      return joined(
        stack
          .at(-1)!
          .map((weights, i) => lstmFinal({ ...weights, ...below, reverse: i === 1 }).hidden),
      );
    },
  };
}
