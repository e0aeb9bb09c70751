import * as tf from '@tensorflow/tfjs-core';
import { describe, it } from 'vitest';
import { expectAgreement, withGradients } from '../testing/agreement.js';
import { sample, sampleIntegers } from '../testing/samples.js';

const options = [
  [false, false],
  [true, false],
  [false, true],
  [true, true],
] as const;

describe('scans', () => {
  it.each(options)('cumsum (exclusive %s, reverse %s) and its gradient', (exclusive, reverse) =>
    expectAgreement(
      withGradients((x) => tf.cumsum(x, 2, exclusive, reverse)),
      { x: sample([2, 3, 4]) },
    ),
  );

  it.each(options)('cumprod (exclusive %s, reverse %s)', (exclusive, reverse) =>
    expectAgreement(({ x }) => ({ y: tf.cumprod(x, 1, exclusive, reverse) }), {
      x: sample([2, 3, 4]),
    }),
  );

  it('sums integers along any axis', () =>
    expectAgreement(({ x }) => ({ y: tf.cumsum(x, 0), z: tf.cumsum(x, 1) }), {
      x: sampleIntegers([3, 4], -3, 4),
    }));
});
