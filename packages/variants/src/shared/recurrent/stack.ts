import * as tf from '@autoencoder-zoo/engine/tensorflow';
import { positiveInteger, type Context } from '@autoencoder-zoo/core';
import { z } from 'zod';
import type { LayerInput, RecurrentCell, RecurrentLayer, State } from './cell.js';

/** How large a stack of recurrent layers is. */
export interface StackOptions {
  /** Units of each layer and direction. Default 128. */
  readonly units?: number;
  /** Layers on top of each other. Default 1. */
  readonly layers?: number;
  /** Whether each layer reads the sequence in both directions. Default false. */
  readonly bidirectional?: boolean;
}

/** Schema of {@link StackOptions}. */
export const stackOptions = {
  units: positiveInteger.default(128).describe('units of each layer and direction'),
  layers: positiveInteger.default(1).describe('layers of encoder and decoder'),
  bidirectional: z.boolean().default(false).describe('layers run in both directions'),
};

/** Recurrent layers on top of each other, in one direction or in both. */
export interface Stack {
  /** Units of the last layer, both directions together. */
  readonly width: number;
  /**
   * Hidden states of the last layer at each step, `[rows, steps, width]`; the first
   * layer starts with `start`.
   */
  sequence(input: LayerInput, start?: State): tf.Tensor3D;
  /** Hidden state of the last layer after the last step of each direction, `[rows, width]`. */
  last(input: LayerInput): tf.Tensor2D;
}

/** Declares a stack of recurrent layers. */
export function recurrentStack(
  cell: RecurrentCell,
  context: Context,
  inputs: number,
  { units, layers, bidirectional }: Required<StackOptions>,
): Stack {
  const directions = bidirectional ? ['forwards', 'backwards'] : ['forwards'];
  const width = directions.length * units;
  const stack = Array.from({ length: layers }, (_, i) =>
    directions.map((direction) =>
      cell.layer(context, `${i}/${direction}`, i === 0 ? inputs : width, units),
    ),
  );
  const through = (count: number, input: LayerInput, start?: State): LayerInput => {
    const mask = 'mask' in input ? input.mask : undefined;
    return stack.slice(0, count).reduce<LayerInput>((below, layer, i) => {
      const first = i === 0 ? start : undefined;
      return { x: both(layer, (one, reverse) => one.sequence(below, reverse, first)), mask };
    }, input);
  };
  return {
    width,
    sequence: (input, start) => (through(layers, input, start) as { readonly x: tf.Tensor3D }).x,
    last(input) {
      const below = through(layers - 1, input);
      return both(stack[layers - 1], (one, reverse) => one.last(below, reverse));
    },
  };
}

/** What the directions of a layer give, side by side. */
function both<T extends tf.Tensor>(
  layer: readonly RecurrentLayer[],
  run: (direction: RecurrentLayer, reverse: boolean) => T,
): T {
  const results = layer.map((direction, i) => run(direction, i === 1));
  return results.length === 1 ? results[0] : tf.concat(results, -1);
}
