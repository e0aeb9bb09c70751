import * as tf from '@tensorflow/tfjs-core';
import { describe, it } from 'vitest';
import { expectAgreement, withGradients } from '../testing/agreement.js';
import { sample } from '../testing/samples.js';

describe('normalisations', () => {
  it.each([tf.softmax, tf.logSoftmax].map((f) => [f.name, f] as const))(
    '%s and its gradient',
    (_, f) =>
      expectAgreement(
        withGradients((x) => f(x)),
        { x: sample([3, 5], -5, 5) },
      ),
  );

  it('softmax of large numbers', () =>
    expectAgreement(({ x }) => ({ y: tf.softmax(x), z: tf.logSoftmax(x) }), {
      x: sample([2, 4], -200, 200),
    }));

  it('batchNorm and its gradients', () =>
    expectAgreement(
      withGradients((x, mean, variance, offset, scale) =>
        tf.batchNorm(x, mean, variance, offset, scale, 1e-3),
      ),
      {
        x: sample([4, 2, 2, 3]),
        mean: sample([3]),
        variance: sample([3], 0.2, 2),
        offset: sample([3], -1, 1, 2),
        scale: sample([3], 0.5, 2),
      },
    ));

  it('batchNorm without scale and offset', () =>
    expectAgreement(({ x, m, v }) => ({ y: tf.batchNorm(x, m, v) }), {
      x: sample([4, 3]),
      m: sample([3]),
      v: sample([3], 0.2, 2),
    }));

  it('localResponseNormalization and its gradient', () =>
    expectAgreement(
      withGradients((x) => tf.localResponseNormalization(x as tf.Tensor4D, 1, 0.7, 0.5, 0.75)),
      { x: sample([2, 2, 2, 5]) },
    ));
});
