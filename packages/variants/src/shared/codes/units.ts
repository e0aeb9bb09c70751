import * as tf from '@autoencoder-zoo/engine/tensorflow';
import {
  key,
  positiveInteger,
  provide,
  withoutGradient,
  type Besides,
  type Context,
  type Frame,
} from '@autoencoder-zoo/core';

/** The units of a code on a batch, before the choice which of them a sample has. */
export interface Units {
  /** `[batch, units]`. */
  readonly values: tf.Tensor2D;
  /** Ones for the units that no sample has had for long, `[units]`. */
  readonly dead: tf.Tensor1D;
}

/** What a code that chooses among its units leaves on a batch. */
export const units = key<Units>('units');

/**
 * The `k` largest values of each row `[rows, units]`, and zeros elsewhere. Values that
 * are equal to the smallest of them are kept, too. Gradients pass through what is kept.
 */
export function largest(values: tf.Tensor2D, k: number): tf.Tensor2D {
  const kept = withoutGradient(() => {
    const least = tf.min(tf.topk(values, k).values, 1, true);
    return tf.cast(tf.greaterEqual(values, least), 'float32');
  });
  return tf.mul(values, kept);
}

/** Steps of training without use after which a unit is dead. */
export const deadAfter = positiveInteger.default(100);

/**
 * Declares a count `idle` of the steps of training since each unit was last used.
 *
 * @returns What a code gives beside its codes: the measure `dead` of a batch, and its units for
 * the penalty `deadUnits`.
 */
export function unitsInUse(
  context: Context,
  dim: number,
  deadAfter: number,
): (values: tf.Tensor2D, codes: tf.Tensor2D, frame: Frame) => Besides {
  const idle = context.state('idle', [dim], 'zeros');
  return (values, codes, frame) => {
    const steps = frame.changes(idle) ? idleAfter(idle, codes) : idle;
    frame.set(idle, steps);
    const dead = tf.cast<tf.Tensor1D>(tf.greaterEqual(steps, deadAfter), 'float32');
    return {
      terms: { dead: { value: tf.sum(dead), weight: 0 } },
      provides: [provide(units, { values, dead })],
    };
  };
}

/** Steps since each unit was last used, after a batch of codes `[batch, units]`. */
function idleAfter(idle: tf.Tensor1D, codes: tf.Tensor2D): tf.Tensor1D {
  return withoutGradient(() => {
    const unused = tf.min<tf.Tensor1D>(tf.cast(tf.equal(codes, 0), 'float32'), 0);
    return tf.mul(tf.add(idle, 1), unused);
  });
}
