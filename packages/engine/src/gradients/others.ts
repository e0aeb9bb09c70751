import * as tf from '#tensorflow';
import { gradient, none } from './define.js';

/** Kernels that TF.js has no function for. */
const run = (name: string, inputs: tf.NamedTensorMap, attributes: object): tf.Tensor =>
  tf.engine().runKernel(name, inputs, attributes as tf.NamedAttrMap);

/** Pixels back into depth. */
function spaceToDepth(dy: tf.Tensor, blockSize: number): tf.Tensor {
  const [batch, height, width, depth] = dy.shape;
  const [rows, columns] = [height / blockSize, width / blockSize];
  const blocks = tf.reshape(dy, [batch, rows, blockSize, columns, blockSize, depth]);
  return tf.reshape(tf.transpose(blocks, [0, 1, 3, 2, 4, 5]), [
    batch,
    rows,
    columns,
    blockSize * blockSize * depth,
  ]);
}

function diagonal(dy: tf.Tensor, shape: number[]): tf.Tensor {
  const size = tf.util.sizeFromShape(shape);
  const square = tf.mul(tf.reshape(dy, [size, size]), tf.eye(size));
  return tf.reshape(tf.sum(square, 1), shape);
}

/** TF.js forgets that there may be one part alone, whose gradient comes without a list. */
const joined = (
  kernelName: string,
  input: string,
  join: (parts: tf.Tensor[], axis: number) => tf.Tensor,
): tf.GradConfig => ({
  kernelName,
  gradFunc: (dy, _, { axis }) => ({ [input]: () => join([dy].flat(), axis as number) }),
});

/** Rearrangements, and gradients whose own gradient a penalty on gradients asks for. */
export const others: readonly tf.GradConfig[] = [
  gradient<tf.DepthToSpaceAttrs>('DepthToSpace', [], (dy, _, { blockSize }) => ({
    x: () => spaceToDepth(dy, blockSize),
  })),
  joined('SplitV', 'x', tf.concat),
  joined('Unpack', 'value', tf.stack),
  gradient('Diag', ['x'], (dy, [x]) => ({ x: () => diagonal(dy, x.shape) })),
  gradient<tf.Conv3DBackpropInputV2Attrs>(
    'Conv3DBackpropInputV2',
    ['dy', 'filter'],
    (gradientOfX, [dy, filter], { strides, pad }) => ({
      dy: () =>
        run(
          'Conv3D',
          { x: gradientOfX, filter },
          { strides, pad, dataFormat: 'NDHWC', dilations: 1 },
        ),
      filter: () =>
        run(
          'Conv3DBackpropFilterV2',
          { x: gradientOfX, dy },
          { strides, pad, filterShape: filter.shape },
        ),
    }),
  ),
  gradient<tf.AvgPoolGradAttrs>('AvgPoolGrad', ['input'], (gradientOfX, [x], attributes) => ({
    dy: () => run('AvgPool', { x: gradientOfX }, attributes),
    input: none(x),
  })),
  gradient('EluGrad', ['dy', 'y'], (gradientOfX, [dy, y]) => ({
    dy: () => run('EluGrad', { dy: gradientOfX, y }, {}),
    y: () => tf.mul(tf.mul(gradientOfX, dy), tf.cast(tf.less(y, 0), 'float32')),
  })),
  gradient<tf.Conv2DBackpropFilterAttrs>(
    'Conv2DBackpropFilter',
    ['x', 'dy'],
    (gradientOfFilter, [x, dy], attributes) => ({
      x: () =>
        run(
          'Conv2DBackpropInput',
          { dy, filter: gradientOfFilter },
          { ...attributes, inputShape: x.shape },
        ),
      dy: () => run('Conv2D', { x, filter: gradientOfFilter }, { ...attributes, dilations: 1 }),
    }),
  ),
];
