import * as tf from '@tensorflow/tfjs-core';
import { describe, it } from 'vitest';
import { expectAgreement, withGradients } from '../testing/agreement.js';
import { sample, sampleBooleans, sampleIntegers } from '../testing/samples.js';

const reductions = [tf.sum, tf.mean, tf.max, tf.min, tf.logSumExp];
const axes = [undefined, 0, 1, -1, [0, 2]];

describe('reductions', () => {
  it.each(reductions.flatMap((f) => axes.map((axis) => [f.name, axis, f] as const)))(
    '%s over %s and its gradient',
    (_, axis, f) =>
      expectAgreement(
        withGradients((x) => tf.add(f(x, axis, true), tf.mean(f(x, axis)))),
        { x: sample([2, 3, 4]) },
      ),
  );

  it('variance and its gradient', () =>
    expectAgreement(
      withGradients((x) => tf.moments(x, [0, 1]).variance),
      { x: sample([2, 3, 4]) },
    ));

  it.each([tf.sum, tf.max, tf.min, tf.prod, tf.mean].map((f) => [f.name, f] as const))(
    '%s of integers',
    (_, f) => expectAgreement(({ x }) => ({ y: f(x, 1) }), { x: sampleIntegers([3, 4], -3, 4) }),
  );

  it('counts booleans', () =>
    expectAgreement(
      ({ x }) => ({ sum: tf.sum(x, 0), all: tf.all(x, 0), any: tf.any(x, 1), one: tf.all(x) }),
      {
        x: sampleBooleans([3, 4]),
      },
    ));

  it('finds the place of the extremum', () =>
    expectAgreement(
      ({ x }) => ({ max: tf.argMax(x, 1), min: tf.argMin(x, -1), first: tf.argMax(x) }),
      {
        x: sample([3, 4, 2]),
      },
    ));

  it('reduces nothing', () =>
    expectAgreement(({ x }) => ({ y: tf.sum(x), z: tf.max(x, []) }), { x: tf.scalar(3) }));
});
