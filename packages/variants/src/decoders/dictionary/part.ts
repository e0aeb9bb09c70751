import * as tf from '@autoencoder-zoo/engine/tensorflow';
import { linear, sizeOf } from '@autoencoder-zoo/engine';
import {
  definePart,
  kernels,
  type Context,
  type Decoder,
  type Fill,
  type PartFactory,
} from '@autoencoder-zoo/core';
import { z } from 'zod';
import { dictionary, shortest } from '../../shared/codes/dictionary.js';

/** Options of {@link dictionaryDecoder}. */
export interface DictionaryDecoderOptions {
  /**
   * Where atoms begin, before they are made unit vectors.
   * - `'transposed'`: at the kernel of the code, where it is made of as many values
   *   as the output has; else as `'random'`.
   * - `'random'`: in random directions.
   *
   * Default `'transposed'`.
   */
  readonly start?: 'transposed' | 'random';
}

const part = definePart({
  kind: 'decoder',
  name: 'dictionary@1',
  options: z.strictObject({ start: z.enum(['transposed', 'random']).default('transposed') }),
  build({ start }, context) {
    const { code, output } = context.shapes;
    const [units, values] = [sizeOf(code), sizeOf(output)];
    const directions = (start === 'transposed' && transposed(context, units, values)) || random;
    const atoms = context.variable('atoms', [units, values], unitRows(directions, values));
    const bias = context.variable('bias', [values], 'zeros');
    context.provide(dictionary, { atoms, bias });
    return {
      independent: true,
      outputBias: bias,
      decode(z) {
        const [rows] = z.shape;
        const sums = linear(tf.reshape<tf.Rank.R2>(z, [rows, units]), atoms, bias);
        return tf.reshape(sums, [rows, ...output]);
      },
      afterUpdate(frame) {
        const lengths = tf.norm(atoms, 2, 1, true);
        frame.set(atoms, tf.div(atoms, tf.maximum(lengths, shortest)));
      },
    };
  },
});

const random: Fill = (stream, target) => void stream.normal(target);

/**
 * The last kernel before the code, with a row for each unit, where the output is as
 * large as its input.
 */
function transposed(context: Context, units: number, values: number): Fill | undefined {
  const kernel = context.need(kernels)?.at(-1);
  if (kernel?.shape[0] !== values || kernel.shape[1] !== units) return undefined;
  return (_, target) => {
    const columns = kernel.dataSync();
    for (let i = 0; i < target.length; i++) {
      target[i] = columns[(i % values) * units + Math.floor(i / values)];
    }
  };
}

/** Divides each row of a start by its length. */
function unitRows(start: Fill, size: number): Fill {
  return (stream, target) => {
    start(stream, target);
    for (let begin = 0; begin < target.length; begin += size) {
      const row = target.subarray(begin, begin + size);
      const length = Math.max(Math.hypot(...row), shortest);
      row.forEach((value, i) => (row[i] = value / length));
    }
  };
}

/**
 * A dictionary: the output is a bias and the sum of one atom for each unit of the code, times
 * the unit's value. After each step of training the atoms are made unit vectors again, so that a
 * model cannot make its codes small and its atoms large (Olshausen & Field, "Sparse Coding with
 * an Overcomplete Basis Set", 1997; Gao et al., "Scaling and evaluating sparse autoencoders",
 * 2024). The atoms are the variable `atoms`, `[units, ...output]` in one row each.
 *
 * @throws OptionsError for unknown or wrong options.
 */
export const dictionaryDecoder: PartFactory<Decoder, [options?: DictionaryDecoderOptions]> = part;
