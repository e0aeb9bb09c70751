import * as tf from '@tensorflow/tfjs-core';
import { describe, it } from 'vitest';
import { expectAgreement, withGradients } from '../testing/agreement.js';
import { sample, sampleBooleans, sampleIntegers } from '../testing/samples.js';

const comparisons = [tf.greater, tf.greaterEqual, tf.less, tf.lessEqual, tf.equal, tf.notEqual];

describe('comparisons', () => {
  it.each(comparisons.map((f) => [f.name, f] as const))('%s of floats and integers', (_, f) =>
    expectAgreement(({ a, b, m, n }) => ({ floats: f(a, b), integers: f(m, n) }), {
      a: sample([2, 3, 4]),
      b: sample([3, 1]),
      m: sampleIntegers([12], 0, 3),
      n: sampleIntegers([12], 0, 3, 2),
    }),
  );

  it('logic', () =>
    expectAgreement(
      ({ a, b }) => ({
        and: tf.logicalAnd(a, b),
        or: tf.logicalOr(a, b),
        xor: tf.logicalXor(a, b),
        not: tf.logicalNot(a),
        equal: tf.equal(a, b),
      }),
      { a: sampleBooleans([9]), b: sampleBooleans([9], 2) },
    ));

  it('finds numbers that are none', () =>
    expectAgreement(
      ({ x }) => ({ nan: tf.isNaN(x), infinite: tf.isInf(x), finite: tf.isFinite(x) }),
      {
        x: tf.tensor1d([1, NaN, Infinity, -Infinity, 0]),
      },
    ));

  it('where and its gradient', () => {
    const condition = sampleBooleans([2, 3]);
    return expectAgreement(
      withGradients((t, e) => tf.where(condition, t, e)),
      { t: sample([2, 3]), e: sample([2, 3], 3, 5) },
    );
  });

  it('where of every type', () =>
    expectAgreement(
      ({ m, n, p, q }) => ({
        integers: tf.where(p, m, n),
        booleans: tf.where(p, p, q),
      }),
      {
        m: sampleIntegers([5], 0, 9),
        n: sampleIntegers([5], 10, 19),
        p: sampleBooleans([5]),
        q: sampleBooleans([5], 2),
      },
    ));
});
