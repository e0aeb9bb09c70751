import * as tf from '@autoencoder-zoo/engine/tensorflow';
import { sizeOf } from '@autoencoder-zoo/engine';
import { definePart, positiveInteger, withoutGradient, type Fill } from '@autoencoder-zoo/core';
import { z } from 'zod';
import { shortest } from '../../shared/codes/dictionary.js';
import { sizedCode } from '../../shared/codes/sizedCode.js';
import { deadAfter, unitsInUse } from '../../shared/codes/units.js';
import { mirrorable } from '../../shared/dense/through.js';

/** Options of {@link matchingPursuitCode}. */
export interface MatchingPursuitCodeOptions<Dim extends number = number> {
  /** Units of the code, one for each atom. */
  readonly dim: Dim;
  /** Atoms that are chosen one after the other. What a step computes grows with it. */
  readonly k: number;
  /** Steps of training without use after which a unit is dead. Default 100. */
  readonly deadAfter?: number;
}

const part = definePart({
  kind: 'code',
  name: 'matchingPursuit@1',
  options: z.strictObject({ dim: positiveInteger, k: positiveInteger, deadAfter }),
  build({ dim, k, deadAfter: steps }, context) {
    const inputs = sizeOf(context.shapes.features);
    const atoms = context.variable('atoms', [inputs, dim], unitColumns(dim));
    const centre = context.variable('centre', [inputs], 'zeros');
    mirrorable(context, atoms);
    const besides = unitsInUse(context, dim, steps);
    return {
      tells: 'nothing',
      shape: [dim],
      code(x, frame) {
        const flat = tf.reshape<tf.Rank.R2>(x, [x.shape[0], inputs]);
        let left: tf.Tensor2D = tf.sub(flat, centre);
        let mean: tf.Tensor2D | undefined;
        let first: tf.Tensor2D | undefined;
        for (let step = 0; step < k; step++) {
          const products: tf.Tensor2D = tf.matMul(left, atoms);
          first ??= products;
          const found: tf.Tensor2D = tf.mul(products, largestOf(products));
          mean = mean ? tf.add(mean, found) : found;
          if (step < k - 1)
            left = tf.sub(left, tf.matMul(found, atoms as tf.Tensor2D, false, true));
        }
        return { z: frame.perDraw(mean!), mean: mean!, ...besides(first!, mean!, frame) };
      },
      afterUpdate(frame) {
        const lengths = tf.norm(atoms, 2, 0, true);
        frame.set(atoms, tf.div(atoms, tf.maximum(lengths, shortest)));
      },
    };
  },
});

/**
 * A code found by matching pursuit: the atom that has most in common with a sample less `centre`
 * is taken out of it, then the one that has most in common with what is left, and so on, `k` times
 * (Costa et al., "From Flat to Hierarchical: Extracting Sparse Representations with Matching
 * Pursuit", 2025; Mallat & Zhang, "Matching Pursuits with Time-Frequency Dictionaries", 1993). A
 * unit is the sum of what its atom took. So atoms that are like one another are told apart, and
 * more is told with each step. Gradients go through all steps, and past the choices.
 *
 * The atoms are the columns of `atoms`, `[features, dim]`, of unit length after each step of
 * training. The decoder has to be made of the same ones: `denseDecoder({ hidden: [], tied: true })`
 * with an encoder that gives the sample itself, `denseEncoder({ hidden: [] })`. The measure `dead`
 * counts units that no sample had for `deadAfter` steps. It has no prior. Choose it where features
 * stand below one another, at the cost of `k` times the products of `topKCode`.
 *
 * @throws OptionsError for unknown or wrong options.
 *
 * @example `matchingPursuitCode({ dim: 1024, k: 16 })`
 */
export const matchingPursuitCode = sizedCode<MatchingPursuitCodeOptions>(part);

/** A one at the largest of each row, zeros elsewhere; without a gradient. */
function largestOf(x: tf.Tensor2D): tf.Tensor2D {
  return withoutGradient(() => {
    const best = tf.oneHot(tf.argMax(x, 1), x.shape[1]);
    return tf.cast<tf.Tensor2D>(best as tf.Tensor2D, 'float32');
  });
}

/** Random directions, one in each column. */
function unitColumns(columns: number): Fill {
  return (stream, target) => {
    stream.normal(target);
    for (let column = 0; column < columns; column++) {
      let squares = 0;
      for (let i = column; i < target.length; i += columns) squares += target[i] ** 2;
      const length = Math.max(Math.sqrt(squares), shortest);
      for (let i = column; i < target.length; i += columns) target[i] /= length;
    }
  };
}
