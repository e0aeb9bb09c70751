import * as tf from '@tensorflow/tfjs-core';
import { describe, it } from 'vitest';
import { expectAgreement, withGradients } from '../testing/agreement.js';
import { sample, sampleIntegers } from '../testing/samples.js';

describe('indexing', () => {
  it.each([0, 1, -1])('gather along axis %i and its gradient', (axis) => {
    const indices = tf.tensor2d([2, 0, 1, 2], [2, 2], 'int32');
    return expectAgreement(
      withGradients((x) => tf.gather(x, indices, axis)),
      { x: sample([3, 4, 5]) },
    );
  });

  it('gather at traced positions', () =>
    expectAgreement(({ x, i }) => ({ y: tf.gather(x, i) }), {
      x: sample([3, 4]),
      i: sampleIntegers([5], 0, 3),
    }));

  it.each([1, 2])('gather in batches along axis %i', (axis) =>
    expectAgreement(({ x, i }) => ({ y: tf.gather(x, i, axis, 1) }), {
      x: sample([2, 3, 4]),
      i: sampleIntegers([2, 5], 0, 3),
    }),
  );

  it('gather from a table with many equal positions, and its gradient', () => {
    const indices = sampleIntegers([4000], 0, 7);
    return expectAgreement(
      withGradients((table) => tf.gather(table, indices)),
      { table: sample([7, 3]) },
      { tolerance: 1e-4 },
    );
  });

  it('gatherND, scatterND, tensorScatterUpdate, sparseToDense', () => {
    const pairs = tf.tensor2d([0, 1, 2, 0, 0, 1], [3, 2], 'int32');
    const distinct = tf.tensor2d([0, 1, 2, 0], [2, 2], 'int32');
    return expectAgreement(
      ({ x, u }) => ({
        gathered: tf.gatherND(x, pairs),
        scattered: tf.scatterND(pairs, u, [3, 2, 4]),
        // The cpu backend writes into the tensor itself.
        updated: tf.tensorScatterUpdate(tf.add(x, 1), distinct, tf.slice(u, 0, 2)),
        dense: tf.sparseToDense(distinct, tf.tensor1d([5, 6]), [3, 2], 1),
        diagonal: tf.diag(tf.reshape(tf.slice(u, 0, 1), [4])),
      }),
      { x: sample([3, 2, 4]), u: sample([3, 4]) },
    );
  });

  it('unsortedSegmentSum and its gradient', () => {
    const segments = tf.tensor1d([2, 0, 2, 1], 'int32');
    return expectAgreement(
      withGradients((x) => tf.unsortedSegmentSum(x, segments, 4)),
      { x: sample([4, 3]) },
    );
  });

  it('oneHot', () =>
    expectAgreement(
      ({ i }) => ({
        plain: tf.oneHot(i, 4),
        float: tf.oneHot(i, 3, 2, -1, 'float32'),
        bool: tf.oneHot(i, 4, 1, 0, 'bool'),
      }),
      { i: sampleIntegers([2, 3], 0, 4) },
    ));

  it('topk, with the first of equal numbers in front', () =>
    expectAgreement(({ x }) => ({ ...tf.topk(tf.round(x), 3) }), { x: sample([2, 3, 6]) }));

  it('searchSorted', () =>
    expectAgreement(
      ({ s, v }) => ({
        left: tf.searchSorted(s, v, 'left'),
        right: tf.searchSorted(s, v, 'right'),
      }),
      { s: tf.tensor2d([0, 1, 1, 2, 3, 5], [2, 3]), v: tf.tensor2d([1, 0.5, 4, 3], [2, 2]) },
    ));
});
