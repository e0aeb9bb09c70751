import * as tf from '@tensorflow/tfjs-core';
import { describe, it } from 'vitest';
import {
  expectAgreement,
  runGraph,
  expectClose,
  specsOf,
  withGradients,
} from '../testing/agreement.js';
import { sample } from '../testing/samples.js';
import { trace } from '../trace.js';

type T4 = tf.Tensor4D;
const samplings = [
  [false, false],
  [true, false],
  [false, true],
] as const;
const sizes: [number, number][] = [
  [6, 8],
  [5, 7],
  [2, 3],
];

describe('resizing', () => {
  it.each(samplings.flatMap(([align, half]) => sizes.map((size) => [size, align, half] as const)))(
    'to %j (aligned corners %s, half pixel centres %s)',
    (size, align, half) =>
      expectAgreement(
        ({ x }) => ({
          nearest: tf.image.resizeNearestNeighbor(x as T4, size, align, half),
          bilinear: tf.image.resizeBilinear(x as T4, size, align, half),
        }),
        { x: sample([2, 3, 4, 2]) },
      ),
  );

  // Of one image: the cpu backend mixes up the images of a batch here.
  it('gradients of doubling', () =>
    expectAgreement(
      withGradients((x) => tf.image.resizeNearestNeighbor(x as T4, [6, 6])),
      { x: sample([1, 3, 3, 2]) },
    ));

  // The gradients of the cpu backend ignore half pixel centres and miss neighbours at
  // odd sizes. The reference is the definition: for a linear function the gradient of
  // <f(x), g> in the direction d is <f(d), g>.
  it.each(samplings)(
    'gradients (aligned corners %s, half pixel centres %s)',
    async (align, half) => {
      const resize = (x: tf.Tensor) =>
        tf.add(
          tf.image.resizeNearestNeighbor(x as T4, [5, 6], align, half),
          tf.image.resizeBilinear(x as T4, [5, 6], align, half),
        );
      const inputs = {
        x: sample([1, 3, 4, 2]),
        g: sample([1, 5, 6, 2], -1, 1, 2),
        d: sample([1, 3, 4, 2], -1, 1, 3),
      };
      const { graph } = trace(
        ({ x, g, d }) => ({
          actual: tf.sum(tf.mul(tf.grad((x) => tf.sum(tf.mul(resize(x), g)))(x), d)),
          expected: tf.sum(tf.mul(resize(d), g)),
        }),
        { inputs: specsOf(inputs), variables: [] },
      );
      const feeds = Object.fromEntries(
        Object.entries(inputs).map(([name, tensor]) => [`input:${name}`, tensor]),
      );
      const { actual, expected } = await runGraph(graph, feeds);
      expectClose({ y: actual }, { y: expected });
    },
  );
});
