import * as tf from '@tensorflow/tfjs-core';
import '@autoencoder-zoo/engine';
import { expect, it } from 'vitest';
import { joinLast, widened } from './joinLast.js';

const values = tf.tensor2d([
  [7, 8],
  [9, 10],
]);

it('puts values behind those of a vector', () => {
  const joined = joinLast(tf.tensor2d([[1], [2]]), values);
  expect(joined.arraySync()).toEqual([
    [1, 7, 8],
    [2, 9, 10],
  ]);
});

it('puts values behind the channels of each place', () => {
  const joined = joinLast(tf.tensor4d([1, 2, 3, 4], [2, 1, 2, 1]), values);
  expect(joined.arraySync()).toEqual([
    [
      [
        [1, 7, 8],
        [2, 7, 8],
      ],
    ],
    [
      [
        [3, 9, 10],
        [4, 9, 10],
      ],
    ],
  ]);
  expect(joined.shape.slice(1)).toEqual(widened([1, 2, 1], 2));
});
