import * as tf from '@tensorflow/tfjs-core';
import { describe, it } from 'vitest';
import { expectAgreement as expectPlainAgreement, withGradients } from '../testing/agreement.js';
import { sample } from '../testing/samples.js';

type T3 = tf.Tensor3D;
type T4 = tf.Tensor4D;
type T5 = tf.Tensor5D;

const settings = [
  ['same', 1],
  ['same', 2],
  ['same', [2, 1]],
  ['valid', 1],
  ['valid', 2],
  [1, 2],
  [[[0, 0], [2, 1], [0, 1], [0, 0]], [2, 1]], // prettier-ignore
] as [tf.Conv2DAttrs['pad'], number | [number, number]][];

/** With products of patches and, where no gradient is taken, with ONNX's own operators. */
async function expectAgreement(...[compute, inputs]: Parameters<typeof expectPlainAgreement>) {
  await expectPlainAgreement(compute, inputs);
  await expectPlainAgreement(compute, inputs, { whole: { convolutions: true } });
}

// Few images are computed in rows, many in columns.
describe.each([2, 17])('convolutions of %i images', (images) => {
  it.each(settings)('conv2d (padding %j, strides %j) and its gradients', (pad, strides) =>
    expectAgreement(
      withGradients((x, w) => tf.conv2d(x as T4, w as T4, strides, pad)),
      { x: sample([images, 5, 6, 2]), w: sample([3, 2, 2, 3]) },
    ),
  );

  it.each([1, 2])('conv2d by single pixels with strides %j', (strides) =>
    expectAgreement(
      withGradients((x, w) => tf.conv2d(x as T4, w as T4, strides, 'same')),
      { x: sample([images, 4, 4, 2]), w: sample([1, 1, 2, 3]) },
    ),
  );

  it('conv2d with dilations', () =>
    expectAgreement(({ x, w }) => ({ y: tf.conv2d(x as T4, w as T4, 1, 'same', 'NHWC', [2, 1]) }), {
      x: sample([images, 5, 6, 2]),
      w: sample([3, 2, 2, 3]),
    }));

  it('conv2d with channels first', () =>
    expectAgreement(
      withGradients((x, w) => tf.conv2d(x as T4, w as T4, 2, 'same', 'NCHW')),
      { x: sample([images, 2, 5, 6]), w: sample([3, 2, 2, 3]) },
    ));

  it.each(['same', 'valid'] as const)('conv2dTranspose (padding %s) and its gradients', (pad) => {
    const shape: [number, number, number, number] =
      pad === 'same' ? [images, 6, 6, 2] : [images, 7, 7, 2];
    return expectAgreement(
      withGradients((x, w) => tf.conv2dTranspose(x as T4, w as T4, shape, 2, pad)),
      { x: sample([images, 3, 3, 3]), w: sample([3, 3, 2, 3]) },
    );
  });

  it('conv1d and its gradients', () =>
    expectAgreement(
      withGradients((x, w) => tf.conv1d(x as T3, w as T3, 2, 'same')),
      { x: sample([images, 7, 2]), w: sample([3, 2, 3]) },
    ));

  it.each([
    ['same', 1, 1],
    ['same', 2, 2],
    ['valid', 1, 2],
  ] as const)(
    'depthwiseConv2d (padding %s, strides %i, multiplier %i) and its gradients',
    (pad, strides, multiplier) =>
      expectAgreement(
        withGradients((x, w) => tf.depthwiseConv2d(x as T4, w as T4, strides, pad)),
        { x: sample([images, 5, 6, 3]), w: sample([3, 2, 3, multiplier]) },
      ),
  );

  it('separableConv2d and its gradients', () =>
    expectAgreement(
      withGradients((x, d, p) => tf.separableConv2d(x as T4, d as T4, p as T4, 1, 'same')),
      { x: sample([images, 5, 5, 2]), d: sample([3, 3, 2, 2]), p: sample([1, 1, 4, 3]) },
    ));

  it.each(['same', 'valid'] as const)('conv3d (padding %s) and its gradients', (pad) =>
    expectAgreement(
      withGradients((x, w) => tf.conv3d(x as T5, w as T5, 2, pad)),
      { x: sample([images, 4, 3, 4, 2]), w: sample([2, 3, 2, 2, 3]) },
    ),
  );

  it.each([undefined, 'relu', 'sigmoid', 'prelu', 'leakyrelu'] as const)(
    'fused conv2d with bias and %s',
    (activation) =>
      expectAgreement(
        ({ x, w, d, bias, slope }) => {
          const options = { strides: 1, pad: 'same' as const, activation, leakyreluAlpha: 0.3 };
          return {
            y: tf.fused.conv2d({
              x: x as T4,
              filter: w as T4,
              bias,
              preluActivationWeights: slope,
              ...options,
            }),
            z: tf.fused.depthwiseConv2d({
              x: x as T4,
              filter: d as T4,
              bias,
              preluActivationWeights: slope,
              ...options,
            }),
          };
        },
        {
          x: sample([images, 4, 4, 3]),
          w: sample([3, 3, 3, 3]),
          d: sample([3, 3, 3, 1]),
          bias: sample([3]),
          slope: sample([3], 0, 1),
        },
      ),
  );

  it('fused conv2d and its gradients', () =>
    expectAgreement(
      withGradients((x, filter, bias) =>
        tf.fused.conv2d({ x: x as T4, filter: filter as T4, bias, strides: 2, pad: 'same' }),
      ),
      { x: sample([images, 5, 5, 2]), w: sample([3, 3, 2, 3]), bias: sample([3]) },
    ));
});
