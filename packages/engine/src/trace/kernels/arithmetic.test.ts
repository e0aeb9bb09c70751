import * as tf from '@tensorflow/tfjs-core';
import { describe, it } from 'vitest';
import { expectAgreement, withGradients } from '../testing/agreement.js';
import { sample, sampleIntegers } from '../testing/samples.js';

const operations = [tf.add, tf.sub, tf.mul, tf.div, tf.mod, tf.atan2];

describe('arithmetic', () => {
  it.each(operations.map((f) => [f.name, f] as const))('%s broadcasts, also its gradient', (_, f) =>
    expectAgreement(withGradients(f), { a: sample([2, 3, 4]), b: sample([3, 1], 0.5, 2) }),
  );

  it.each([tf.maximum, tf.minimum, tf.squaredDifference].map((f) => [f.name, f] as const))(
    '%s and its gradient; broadcast without one, as TF.js cannot',
    async (_, f) => {
      await expectAgreement(withGradients(f), { a: sample([2, 3]), b: sample([2, 3], -1, 1, 2) });
      await expectAgreement(({ a, b }) => ({ y: f(a, b) }), {
        a: sample([2, 3]),
        b: sample([2, 1]),
      });
    },
  );

  it('pow and its gradient', () =>
    expectAgreement(withGradients(tf.pow), { a: sample([2, 3], 0.2, 2), b: sample([3], -1, 3) }));

  it.each(
    [tf.add, tf.sub, tf.mul, tf.floorDiv, tf.mod, tf.maximum, tf.minimum].map(
      (f) => [f.name, f] as const,
    ),
  )('%s of integers', (_, f) =>
    expectAgreement(({ a, b }) => ({ y: f(a, b) }), {
      a: sampleIntegers([12], -9, 9),
      b: tf.tensor1d([1, -1, 2, -2, 3, -3, 4, -4, 5, -5, 7, -7], 'int32'),
    }),
  );

  it.each([tf.mod, tf.floorDiv].map((f) => [f.name, f] as const))('%s of either sign', (_, f) =>
    expectAgreement(({ a, b }) => ({ y: f(a, b) }), {
      a: tf.tensor1d([7.5, 7.5, -7.5, -7.5, 6, 0]),
      b: tf.tensor1d([2, -2, 2, -2, 3, 3]),
    }),
  );

  it('atan2 in every quadrant and on the axes', () =>
    expectAgreement(({ a, b }) => ({ y: tf.atan2(a, b) }), {
      a: tf.tensor1d([1, 1, -1, -1, 0, 0, 1, -1]),
      b: tf.tensor1d([1, -1, 1, -1, 1, -1, 0, 0]),
    }));

  it('addN and its gradient', () =>
    expectAgreement(
      withGradients((a, b, c) => tf.addN([a, b, c])),
      { a: sample([2, 3]), b: sample([2, 3], 0, 1), c: sample([2, 3], 1, 2) },
    ));

  it('adds numbers of different types', () =>
    expectAgreement(({ a, b }) => ({ y: tf.add(a, b), z: tf.mul(a, tf.cast(b, 'bool')) }), {
      a: sample([4]),
      b: sampleIntegers([4], -3, 3),
    }));
});
