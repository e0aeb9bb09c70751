import * as tf from '@tensorflow/tfjs-core';
import { describe, it } from 'vitest';
import { expectAgreement, withGradients } from '../testing/agreement.js';
import { sample } from '../testing/samples.js';

const transposed = [
  [false, false],
  [true, false],
  [false, true],
  [true, true],
] as const;

const shapeOf = (rows: number, columns: number, swapped: boolean, batch: number[] = []) => [
  ...batch,
  ...(swapped ? [columns, rows] : [rows, columns]),
];

describe('matrix products', () => {
  it.each(transposed)('of matrices (transposed: %s, %s) and their gradients', (a, b) =>
    expectAgreement(
      withGradients((x, y) => tf.matMul(x, y, a, b)),
      { x: sample(shapeOf(3, 4, a)), y: sample(shapeOf(4, 5, b)) },
    ),
  );

  it.each(transposed)('of stacks (transposed: %s, %s) and their gradients', (a, b) =>
    expectAgreement(
      withGradients((x, y) => tf.matMul(x, y, a, b)),
      { x: sample(shapeOf(3, 4, a, [2, 3])), y: sample(shapeOf(4, 5, b, [2, 3])) },
    ),
  );

  it.each(transposed)('of a stack by one matrix (transposed: %s, %s)', (a, b) =>
    expectAgreement(({ x, y }) => ({ y: tf.matMul(x, y, a, b) }), {
      x: sample(shapeOf(3, 4, a, [2])),
      y: sample(shapeOf(4, 5, b, [1])),
    }),
  );

  it('of vectors', () =>
    expectAgreement(
      ({ x, y, m }) => ({
        dot: tf.dot(x, y),
        outer: tf.outerProduct(x as tf.Tensor1D, y as tf.Tensor1D),
        row: tf.dot(m, x),
      }),
      { x: sample([4]), y: sample([4], 0, 1), m: sample([3, 4]) },
    ));

  it.each([undefined, 'linear', 'relu', 'sigmoid', 'elu', 'relu6', 'leakyrelu', 'prelu'] as const)(
    'fused with bias and %s',
    (activation) =>
      expectAgreement(
        ({ a, b, bias, slope }) => ({
          y: tf.fused.matMul({
            a,
            b,
            bias,
            activation,
            preluActivationWeights: slope,
            leakyreluAlpha: 0.3,
          }),
        }),
        { a: sample([3, 4]), b: sample([4, 5]), bias: sample([5]), slope: sample([5], 0, 1) },
      ),
  );

  it('fused, and its gradient', () =>
    expectAgreement(
      withGradients((a, b, bias) => tf.fused.matMul({ a, b, bias })),
      { a: sample([3, 4]), b: sample([4, 5]), bias: sample([5]) },
    ));

  it.each(['ij,jk->ik', 'ij,jk->ki', 'ij,jk->i'])('einsum %s', (equation) =>
    expectAgreement(({ a, b }) => ({ y: tf.einsum(equation, a, b) }), {
      a: sample([3, 4]),
      b: sample([4, 5]),
    }),
  );
});
