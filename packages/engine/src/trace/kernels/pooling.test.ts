import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { expectAgreement, runGraph, specsOf, withGradients } from '../testing/agreement.js';
import { sample } from '../testing/samples.js';
import { trace } from '../trace.js';

type T4 = tf.Tensor4D;
type T5 = tf.Tensor5D;

const settings = [
  [2, 2, 'valid'],
  [2, 2, 'same'],
  [3, 2, 'same'],
  [[3, 2], [1, 2], 'valid'],
] as [number | [number, number], number | [number, number], 'valid' | 'same'][];

describe('pooling', () => {
  it.each(settings)('maxPool (%j, strides %j, %s) and its gradient', (size, strides, pad) =>
    expectAgreement(
      withGradients((x) => tf.maxPool(x as T4, size, strides, pad)),
      { x: sample([2, 5, 7, 3]) },
    ),
  );

  it('maxPool gives the gradient to the first of equal maxima', () =>
    expectAgreement(
      withGradients((x) => tf.maxPool(tf.relu<T4>(tf.sub(x, 1)), 2, 1, 'same')),
      { x: sample([2, 4, 4, 2]) },
    ));

  it.each(settings)('avgPool (%j, strides %j, %s)', (size, strides, pad) =>
    expectAgreement(({ x }) => ({ y: tf.avgPool(x as T4, size, strides, pad) }), {
      x: sample([2, 5, 7, 3]),
    }),
  );

  it.each(settings.filter(([, , pad]) => pad === 'valid'))(
    'avgPool (%j, strides %j, %s) and its gradient',
    (size, strides, pad) =>
      expectAgreement(
        withGradients((x) => tf.avgPool(x as T4, size, strides, pad)),
        { x: sample([2, 5, 7, 3]) },
      ),
  );

  // TF.js divides by the extent of the window here, also where it reaches over the edge.
  it('avgPool shares the gradient among the places within the edge', async () => {
    const inputs = { x: sample([1, 3, 3, 1]) };
    const { graph } = trace(
      ({ x }) => ({ gradient: tf.grad((x) => tf.avgPool(x as T4, 2, 2, 'same'))(x) }),
      {
        inputs: specsOf(inputs),
        variables: [],
      },
    );
    const { gradient } = await runGraph(graph, { 'input:x': inputs.x });
    expect(gradient.data).toEqual([0.25, 0.25, 0.5, 0.25, 0.25, 0.5, 0.5, 0.5, 1]);
  });

  it('pools volumes', () =>
    expectAgreement(
      withGradients((x) =>
        tf.add(tf.maxPool3d(x as T5, 2, 2, 'same'), tf.avgPool3d(x as T5, 2, 2, 'valid')),
      ),
      { x: sample([2, 4, 2, 4, 2]) },
    ));
});
