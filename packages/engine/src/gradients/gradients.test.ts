import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { sigmoidCrossEntropy, softmaxCrossEntropy } from '../operations/crossEntropy.js';
import { sample } from '../trace/testing/samples.js';
import { valueAndGradient } from '../valueAndGradient.js';
import { expectGradient, slopeOf, type Operation } from './testing/expectGradient.js';

type Row = readonly [name: string, f: Operation, shape?: number[], range?: [number, number]];

const wide: [number, number] = [-3, 3];
const positive: [number, number] = [0.3, 3];
const unit: [number, number] = [-0.9, 0.9];
const grid = [3, 4];
const image = [1, 4, 4, 2];
// Made when used: no backend is there while a table is written down.
const other = () => sample(grid, -2, 2, 9);
const row = (low = -2, high = 2) => sample([4], low, high, 5) as tf.Tensor1D;
const weights = (...shape: number[]) => sample(shape, -1, 1, 3);
const filter = (...shape: number[]) => weights(...shape) as tf.Tensor4D;
const asImage = (x: tf.Tensor) => x as tf.Tensor4D;
const asMatrix = (x: tf.Tensor) => x as tf.Tensor2D;
const whole = (x: tf.Tensor) => tf.cast(x, 'int32');

const binaries = {
  add: tf.add,
  sub: tf.sub,
  mul: tf.mul,
  div: tf.div,
  pow: tf.pow,
  maximum: tf.maximum,
  minimum: tf.minimum,
  squaredDifference: tf.squaredDifference,
  atan2: tf.atan2,
};
const repeated = Object.entries(binaries).flatMap(([name, f]): Row[] => [
  [`${name}(x, same shape)`, (x) => f(x, sample(grid, 0.4, 2, 9)), grid, positive],
  [`${name}(same shape, x)`, (x) => f(sample(grid, 0.4, 2, 9), x), grid, positive],
  [`${name}(x, row)`, (x) => f(x, row(0.4)), grid, positive],
  [`${name}(grid, x as row)`, (x) => f(sample(grid, 0.4, 2, 9), x), [4], positive],
  [`${name}(x as column, row)`, (x) => f(x, row(0.4)), [3, 1], positive],
  [`${name}(row, x as column)`, (x) => f(row(0.4), x), [3, 1], positive],
  [`${name}(grid, x as scalar)`, (x) => f(sample(grid, 0.4, 2, 9), x), [], positive],
]);

const comparisons = {
  greater: tf.greater,
  greaterEqual: tf.greaterEqual,
  less: tf.less,
  lessEqual: tf.lessEqual,
  equal: tf.equal,
  notEqual: tf.notEqual,
};
const chosen = Object.entries(comparisons).flatMap(([name, compare]): Row[] => [
  [`where(${name})`, (x) => tf.where(compare(x, 0.1), tf.square(x), tf.neg(x))],
  [`where(${name} with a row)`, (x) => tf.where(compare(x, row()), tf.square(x), tf.neg(x))],
  [`a mask of ${name}`, (x) => tf.mul(x, tf.cast(compare(x, 0.1), 'float32'))],
]);

const functions: Row[] = [
  ...[tf.neg, tf.exp, tf.square, tf.sigmoid, tf.softplus, tf.tanh, tf.erf, tf.relu, tf.abs],
  ...[tf.sin, tf.cos, tf.atan, tf.sinh, tf.cosh, tf.asinh, tf.selu, tf.elu, tf.logSigmoid],
  ...[tf.sign, tf.ceil, tf.floor, tf.round, tf.step, tf.softmax, tf.logSoftmax],
].map((f): Row => [f.name, f]);

const choices: Row[] = [
  ['and', (x) => tf.where(tf.logicalAnd(tf.greater(x, -1), tf.less(x, 1)), tf.square(x), x)],
  [
    'or, not',
    (x) => tf.where(tf.logicalOr(tf.logicalNot(tf.less(x, 2)), tf.less(x, -2)), tf.square(x), x),
  ],
  ['xor', (x) => tf.where(tf.logicalXor(tf.greater(x, -1), tf.less(x, 1)), tf.square(x), x)],
  ['any', (x) => tf.where(tf.any(tf.greater(x, 2), 1, true), tf.square(x), x)],
  ['all', (x) => tf.where(tf.all(tf.greater(x, -2), 1, true), tf.square(x), x)],
  ['isNaN', (x) => tf.where(tf.isNaN(x), tf.zerosLike(x), tf.square(x))],
  ['isFinite', (x) => tf.where(tf.isFinite(x), tf.square(x), x)],
  ['a scalar choice', (x) => tf.where(tf.greater(x, 0), x, tf.scalar(0))],
  ['a repeated choice', (x) => tf.where(tf.greater(other(), 0), x, other()), [4]],
  ['nested extremes', (x) => tf.maximum(tf.minimum(x, 1), tf.neg(tf.relu6(x)))],
  ['relu6', tf.relu6, grid, [-3, 9]],
  ['clipByValue', (x) => tf.clipByValue(x, -1, 1.5)],
  ['leakyRelu', (x) => tf.leakyRelu(x, 0.3)],
  ['prelu', (x) => tf.prelu(x, sample([4], 0, 1))],
  ['prelu by its slope', (x) => tf.prelu(other(), x), [4], positive],
  ['floorDiv', (x) => tf.floorDiv(x, sample(grid, 1, 2, 9))],
  ['mod', (x) => tf.mod(x, row(1.1))],
  ['mod by the divisor', (x) => tf.mod(other(), x), [4], positive],
  ['cast to whole numbers', (x) => tf.mul(x, tf.cast(whole(x), 'float32'))],
  [
    'searchSorted',
    (x) => tf.mul(x, tf.cast(tf.searchSorted(tf.tensor2d([[-1, 0, 1]]), x), 'float32')),
    [1, 4],
  ],
];

const access: Row[] = [
  ['gather', (x) => tf.gather(x, tf.tensor1d([2, 0, 2], 'int32'))],
  ['gather along axis 1', (x) => tf.gather(x, tf.tensor1d([3, 0, 3], 'int32'), 1)],
  ['gather at argMax', (x) => tf.gather(tf.square(x), tf.argMax(x, 0))],
  ['gather at argMin', (x) => tf.gather(tf.square(x), tf.argMin(x, 1), 1)],
  ['gather at rounded values', (x) => tf.gather(row(), whole(tf.clipByValue(x, 0, 3)))],
  [
    'gather by batch',
    (x) =>
      tf.gather(
        x,
        tf.tensor2d(
          [
            [0, 1],
            [3, 3],
            [2, 0],
          ],
          [3, 2],
          'int32',
        ),
        1,
        1,
      ),
  ],
  ['gather by batch, computed', (x) => tf.gather(x, tf.expandDims(tf.argMax(x, 1), 1), 1, 1)],
  [
    'gather by batch along a later axis',
    (x) =>
      tf.gather(
        x,
        tf.tensor2d(
          [
            [1, 1, 0],
            [2, 0, 1],
          ],
          [2, 3],
          'int32',
        ),
        2,
        1,
      ),
    [2, 2, 3, 2],
  ],
  ['oneHot of argMax', (x) => tf.mul(x, tf.oneHot(tf.argMax(x, 1), 4))],
  ['topk', (x) => tf.topk(x, 2).values],
  ['topk of three axes', (x) => tf.topk(x, 2).values, [2, 2, 3]],
  ['a mask of topk', (x) => tf.mul(x, tf.sum(tf.oneHot(tf.topk(x, 2).indices, 4), 1))],
  [
    'the topk-th value as threshold',
    (x) =>
      tf.mul(
        x,
        tf.cast(tf.greaterEqual(x, tf.slice(tf.topk(x, 2).values, [0, 1], [3, 1])), 'float32'),
      ),
  ],
  [
    'gatherND',
    (x) =>
      tf.gatherND(
        x,
        tf.tensor2d(
          [
            [0, 1],
            [2, 3],
            [0, 1],
          ],
          [3, 2],
          'int32',
        ),
      ),
  ],
  ['scatterND', (x) => tf.scatterND(tf.tensor2d([[0], [2], [0]], [3, 1], 'int32'), x, [4, 4])],
  [
    'tensorScatterUpdate, updates',
    (x) => tf.tensorScatterUpdate(other(), tf.tensor2d([[0], [2]], [2, 1], 'int32'), x),
    [2, 4],
  ],
  [
    'tensorScatterUpdate, tensor',
    (x) => tf.tensorScatterUpdate(x, tf.tensor2d([[0], [2]], [2, 1], 'int32'), weights(2, 4)),
  ],
  [
    'sparseToDense',
    (x) => tf.sparseToDense(tf.tensor1d([0, 2], 'int32'), x, [4], tf.scalar(0)),
    [2],
  ],
  [
    'sparseToDense, default',
    (x) => tf.sparseToDense(tf.tensor1d([0, 2], 'int32'), tf.tensor1d([1, 2]), [4], x as tf.Scalar),
    [],
  ],
  ['unsortedSegmentSum', (x) => tf.unsortedSegmentSum(x, tf.tensor1d([0, 1, 0], 'int32'), 2)],
  [
    'unsortedSegmentSum, computed',
    (x) =>
      tf.unsortedSegmentSum(
        tf.square(x),
        whole(tf.clipByValue(tf.sum(x, 1), 0, 1)) as tf.Tensor1D,
        2,
      ),
  ],
  ['slice', (x) => tf.slice(x, [1, 1], [2, 2])],
  ['stridedSlice', (x) => tf.stridedSlice(x, [2, 1], [0, 4], [-1, 2])],
  [
    'stridedSlice that drops an axis',
    (x) => tf.stridedSlice(x, [1, 0], [2, 4], [1, 1], 0, 0, 0, 0, 1),
  ],
  [
    'mirrorPad with the edge',
    (x) =>
      tf.mirrorPad(
        x,
        [
          [2, 1],
          [0, 3],
        ],
        'symmetric',
      ),
  ],
  [
    'mirrorPad without the edge',
    (x) =>
      tf.mirrorPad(
        x,
        [
          [2, 1],
          [0, 3],
        ],
        'reflect',
      ),
  ],
  [
    'pad',
    (x) =>
      tf.pad(x, [
        [1, 0],
        [0, 2],
      ]),
  ],
];

const shapes: Row[] = [
  ['split', (x) => tf.split(x, 2, 1)[1]],
  ['stack', (x) => tf.stack([x, tf.square(x)], 1)],
  ['split into one', (x) => tf.square(tf.split(x, 1, 1)[0])],
  ['unstack of one', (x) => tf.square(tf.unstack(tf.expandDims(x))[0])],
  ['unstack', (x) => tf.unstack(x, 1)[2]],
  ['concat', (x) => tf.concat([x, tf.square(x)], 1)],
  ['tile', (x) => tf.tile(x, [2, 3])],
  ['reverse', (x) => tf.reverse(x, 1)],
  ['transpose', (x) => tf.transpose(x)],
  ['broadcastTo', (x) => tf.broadcastTo(x, [2, 3, 4]), [3, 1]],
  ['depthToSpace', (x) => tf.depthToSpace(asImage(x), 2), [1, 2, 2, 8]],
  [
    'spaceToBatchND',
    (x) =>
      tf.spaceToBatchND(
        x,
        [2, 2],
        [
          [0, 0],
          [0, 0],
        ],
      ),
    image,
  ],
  [
    'batchToSpaceND',
    (x) =>
      tf.batchToSpaceND(
        x,
        [2, 2],
        [
          [0, 0],
          [0, 0],
        ],
      ),
    [4, 2, 2, 1],
  ],
  ['diag', (x) => tf.diag(x), [4]],
];

const sums: Row[] = [
  ['sum', (x) => tf.sum(x, 1)],
  ['mean', (x) => tf.mean(x, 0)],
  ['max', (x) => tf.max(x, 1)],
  ['min', (x) => tf.min(x, 0, true)],
  ['prod', (x) => tf.prod(x, 1)],
  ['prod with zeros', (x) => tf.prod(tf.relu(x), 1)],
  ['prod of all', (x) => tf.prod(x), [2, 3], positive],
  ['prod of a middle axis', (x) => tf.prod(x, 1), [2, 3, 2]],
  ['logSumExp', (x) => tf.logSumExp(x, 1)],
  ['moments', (x) => tf.moments(x, 0).variance],
  ['norm', (x) => tf.norm(x, 2, 1)],
  ['norm 1', (x) => tf.norm(x, 1, 1)],
  ['norm of infinity', (x) => tf.norm(x, Infinity, 1)],
  ...[false, true].flatMap((exclusive) =>
    [false, true].flatMap((reverse): Row[] => [
      [`cumsum ${exclusive} ${reverse}`, (x) => tf.cumsum(x, 0, exclusive, reverse)],
      [`cumprod ${exclusive} ${reverse}`, (x) => tf.cumprod(x, 0, exclusive, reverse), [4, 2]],
    ]),
  ),
  ['cumprod with zeros', (x) => tf.cumprod(tf.relu(x), 1)],
];

const matrices: Row[] = [
  ['matMul', (x) => tf.matMul(x, other(), false, true)],
  ['matMul of a batch and a matrix', (x) => tf.matMul(x, weights(4, 2)), [2, 3, 4]],
  ['matMul of a matrix and a batch', (x) => tf.matMul(weights(2, 3, 4), x), [4, 2]],
  ['einsum', (x) => tf.einsum('ij,kj->ik', x, other())],
  ['einsum of a batch', (x) => tf.einsum('bij,bjk->bik', x, weights(2, 3, 2)), [2, 2, 3]],
  ['einsum by the second', (x) => tf.einsum('ij,jk->ki', other(), x), [4, 2]],
  ['einsum of one', (x) => tf.einsum('ij->j', x)],
  ['einsum to a scalar', (x) => tf.einsum('ij,ij->', x, other())],
  ['einsum outwards', (x) => tf.einsum('i,j->ij', x, row()), [3]],
  ...(['relu', 'elu', 'sigmoid', 'relu6'] as const).map((activation): Row => [
    `fused matMul with ${activation}`,
    (x) => tf.fused.matMul({ a: x, b: weights(4, 3), bias: weights(3), activation }),
  ]),
];

const images: Row[] = [
  ['conv2d', (x) => tf.conv2d(asImage(x), filter(2, 2, 2, 3), 1, 'same'), image],
  [
    'conv2d by its filter',
    (x) => tf.conv2d(asImage(weights(2, 4, 4, 2)), asImage(x), 2, 'valid'),
    [2, 2, 2, 3],
  ],
  [
    'conv2dTranspose',
    (x) => tf.conv2dTranspose(asImage(x), filter(2, 2, 3, 2), [1, 8, 8, 3], 2, 'same'),
    image,
  ],
  ['depthwiseConv2d', (x) => tf.depthwiseConv2d(asImage(x), filter(2, 2, 2, 2), 1, 'same'), image],
  [
    'conv3d',
    (x) => tf.conv3d(x as tf.Tensor5D, weights(2, 2, 2, 1, 2) as tf.Tensor5D, 1, 'same'),
    [1, 3, 3, 3, 1],
  ],
  [
    'conv3dTranspose',
    (x) =>
      tf.conv3dTranspose(
        x as tf.Tensor5D,
        weights(2, 2, 2, 1, 2) as tf.Tensor5D,
        [1, 4, 4, 4, 1],
        2,
        'same',
      ),
    [1, 2, 2, 2, 2],
  ],
  ['maxPool', (x) => tf.maxPool(asImage(x), 2, 2, 'same'), image],
  ['avgPool', (x) => tf.avgPool(asImage(x), 2, 2, 'same'), image],
  ['avgPool over the edge', (x) => tf.avgPool(asImage(x), 2, 1, 'same'), image],
  ['avgPool over all edges', (x) => tf.avgPool(asImage(x), 3, 2, 1), image],
  ['avgPool that leaves some out', (x) => tf.avgPool(asImage(x), 3, 2, 'valid'), image],
  ['avgPool3d', (x) => tf.avgPool3d(x as tf.Tensor5D, 2, 2, 'same'), [1, 3, 3, 2, 1]],
  ['batchNorm', (x) => tf.batchNorm(x, row(), row(0.4), row(), row(), 0.01)],
  [
    'batchNorm of images',
    (x) => tf.batchNorm(x, row(), row(0.4), row(), row(), 0.01),
    [2, 3, 3, 4],
  ],
  ...(['mean', 'variance', 'offset', 'scale'] as const).map((name): Row => [
    `batchNorm by its ${name}`,
    (x) => {
      const given = { mean: row(), variance: row(0.4), offset: row(), scale: row(), [name]: x };
      const { mean, variance, offset, scale } = given;
      return tf.batchNorm(sample([2, 3, 3, 4]), mean, variance, offset, scale, 0.01);
    },
    [4],
    positive,
  ]),
  ['localResponseNormalization', (x) => tf.localResponseNormalization(asImage(x)), [1, 2, 2, 6]],
  [
    'resizeNearestNeighbor',
    (x) => tf.image.resizeNearestNeighbor(asImage(x), [4, 4]),
    [1, 2, 2, 1],
  ],
  ['resizeBilinear', (x) => tf.image.resizeBilinear(asImage(x), [4, 4]), [1, 2, 2, 1]],
];

/** Of these the gradient is taken inside of the loss, as a penalty on gradients does. */
const slopes: Row[] = [
  ...[tf.sigmoid, tf.tanh, tf.exp, tf.elu, tf.softplus, tf.softmax, tf.erf].map((f): Row => [
    f.name,
    f,
  ]),
  ['squared elu', (x) => tf.square(tf.elu(x))],
  ['squared selu', (x) => tf.square(tf.selu(x))],
  ['relu', (x) => tf.pow(tf.relu(x), 3)],
  ['pow', (x) => tf.pow(x, 2.5), grid, positive],
  ['pow by its exponent', (x) => tf.pow(sample(grid, 0.4, 2, 9), x), grid, positive],
  ['sqrt', tf.sqrt, grid, positive],
  ['max', (x) => tf.square(tf.max(x, 1))],
  ['maximum', (x) => tf.square(tf.maximum(x, row()))],
  ['where', (x) => tf.where(tf.lessEqual(x, 0.3), tf.pow(x, 3), tf.square(x))],
  ['gather at argMax', (x) => tf.square(tf.gather(x, tf.argMax(x, 0)))],
  ['topk', (x) => tf.square(tf.topk(x, 2).values)],
  ['logSumExp', (x) => tf.logSumExp(x, 1)],
  ['norm', (x) => tf.norm(x, 2, 1)],
  ['prod', (x) => tf.prod(x, 1), grid, positive],
  ['sigmoidCrossEntropy', (x) => tf.square(sigmoidCrossEntropy(x, tf.sigmoid(other())))],
  ['softmaxCrossEntropy', (x) => tf.square(softmaxCrossEntropy(x, tf.softmax(other())))],
  ['matMul', (x) => tf.square(tf.matMul(asMatrix(x), other(), false, true))],
  ['conv2d', (x) => tf.square(tf.conv2d(asImage(x), filter(2, 2, 2, 3), 1, 'same')), image],
  [
    'conv2d by its filter',
    (x) => tf.square(tf.conv2d(asImage(weights(1, 4, 4, 2)), asImage(x), 2, 'same')),
    [2, 2, 2, 3],
  ],
  ['avgPool', (x) => tf.square(tf.avgPool(asImage(x), 2, 2, 'same')), image],
];

const functionsOfUnit: Row[] = [tf.log1p, tf.expm1, tf.tan, tf.asin, tf.acos, tf.atanh].map(
  (f): Row => [f.name, f, grid, unit],
);
const functionsOfPositive: Row[] = [tf.log, tf.sqrt, tf.rsqrt, tf.reciprocal].map((f): Row => [
  f.name,
  f,
  grid,
  positive,
]);

beforeAll(() => tf.setBackend('cpu'));

describe.each(['compiled', 'eager'] as const)('%s gradients', (engine) => {
  const table = (rows: readonly Row[], of: (f: Operation) => Operation = (f) => f) => {
    for (const [name, f, shape = grid, range = wide] of rows) {
      // Away from the jumps at round numbers.
      it(name, () => expectGradient(of(f), tf.add(sample(shape, ...range), 0.0137), engine));
    }
  };

  describe('of functions', () => table([...functions, ...functionsOfUnit, ...functionsOfPositive]));
  describe('of two operands', () => table(repeated));
  describe('through comparisons', () => table([...chosen, ...choices]));
  describe('through positions', () => table(access));
  describe('through shapes', () => table(shapes));
  describe('of sums and products', () => table(sums));
  describe('of matrices', () => table(matrices));
  describe('of images', () => table(images));
  describe('of gradients', () => table(slopes, slopeOf));

  it('that TensorFlow.js does not know are named, with what to do', async () => {
    const x = tf.variable(sample(image));
    const attempt = async (f: Operation) => {
      const loss = () => ({ y: tf.sum(f(x)) });
      return (await valueAndGradient(loss, [x], {}, { engine })).run({});
    };
    await expect(
      attempt(slopeOf((v) => tf.square(tf.maxPool(asImage(v), 2, 2, 'same')))),
    ).rejects.toThrow(
      /MaxPoolGrad has no gradient of its own, which a gradient inside of the loss needs\. Express/,
    );
    await expect(
      attempt((v) => tf.batchNorm(v, tf.mean(v, [0, 1, 2]), tf.ones([2]))),
    ).rejects.toThrow(/tf\.batchNorm, give it an offset and a scale/);
    if (engine === 'eager') {
      await expect(attempt((v) => tf.image.flipLeftRight(asImage(v)))).rejects.toThrow(
        /FlipLeftRight has no gradient\. Express it with other operations/,
      );
    }
    x.dispose();
  });
});
