import * as tf from '@tensorflow/tfjs-core';
import { describe, it } from 'vitest';
import { expectAgreement, withGradients } from '../testing/agreement.js';
import { sample } from '../testing/samples.js';

describe('blocks', () => {
  it('spaceToBatchND', () =>
    expectAgreement(({ x }) => ({ y: tf.spaceToBatchND(x, [2, 3], [[1, 0], [0, 2]]) }), { x: sample([2, 3, 4, 2]) })); // prettier-ignore

  it('batchToSpaceND', () =>
    expectAgreement(({ x }) => ({ y: tf.batchToSpaceND(x, [2, 2], [[1, 0], [0, 1]]) }), { x: sample([8, 2, 3, 2]) })); // prettier-ignore

  // TF.js has these gradients for blocks of all axes only.
  it('both and their gradients', () =>
    expectAgreement(
      withGradients((x) => tf.batchToSpaceND(tf.square(tf.spaceToBatchND(x, [2, 2], [[1, 0], [0, 0]])), [2, 2], [[0, 0], [0, 0]])), // prettier-ignore
      { x: sample([2, 3, 4]) },
    ));

  it('depthToSpace', () =>
    expectAgreement(({ x }) => ({ y: tf.depthToSpace(x as tf.Tensor4D, 2) }), {
      x: sample([2, 2, 3, 8]),
    }));
});
