import * as tf from '#tensorflow';
import { gradient } from './define.js';

/** How windows stand along an axis of an image. */
interface Windows {
  readonly extent: number;
  readonly filter: number;
  readonly stride: number;
  /** Places of the first window that lie outside. */
  readonly before: number;
  readonly count: number;
}

/** Of each window the share that lies inside. */
const shares = ({ extent, filter, stride, before, count }: Windows): number[] =>
  Array.from({ length: count }, (_, i) => {
    const begin = i * stride - before;
    return (Math.min(begin + filter, extent) - Math.max(begin, 0)) / filter;
  });

/**
 * The gradient of means over windows, of which some stand out over the edge. Backends
 * do not agree on those, so that all windows lie inside of a larger image here.
 */
function throughWindows(
  kernel: string,
  dy: tf.Tensor,
  x: tf.Tensor,
  windows: readonly Windows[],
): tf.Tensor {
  const filterSize = windows.map(({ filter }) => filter);
  const strides = windows.map(({ stride }) => stride);
  const whole = windows.every((axis) => shares(axis).every((share) => share === 1));
  if (whole) return run(kernel, dy, x, { filterSize, strides, pad: 'valid' });
  const scaled = windows.reduce((gradient, axis, i) => {
    const shape = [1, ...windows.map(({ count }, j) => (i === j ? count : 1)), 1];
    return tf.div(gradient, tf.tensor(shares(axis), shape));
  }, dy);
  const larger = [
    x.shape[0],
    ...windows.map(({ extent, filter, stride, before, count }) =>
      Math.max(before + extent, (count - 1) * stride + filter),
    ),
    x.shape.at(-1)!,
  ];
  const gradientOfLarger = run(kernel, scaled, tf.zeros(larger), {
    filterSize,
    strides,
    pad: 'valid',
  });
  return tf.slice(gradientOfLarger, [0, ...windows.map(({ before }) => before), 0], x.shape);
}

function run(kernel: string, dy: tf.Tensor, input: tf.Tensor, attributes: object): tf.Tensor {
  return tf.engine().runKernel(kernel, { dy, input }, attributes as tf.NamedAttrMap);
}

/** Means over windows of images. */
export const averagePooling: readonly tf.GradConfig[] = [
  gradient<tf.AvgPoolAttrs>('AvgPool', ['x'], (dy, [x], attributes) => ({
    x: () => {
      const { filterSize, strides, pad, dimRoundingMode } = attributes;
      const [batch, height, width, channels] = x.shape;
      const info = tf.backend_util.computePool2DInfo(
        [batch, height, width, channels],
        filterSize,
        strides,
        1,
        pad,
        dimRoundingMode,
      );
      return throughWindows('AvgPoolGrad', dy, x, [
        {
          extent: height,
          filter: info.filterHeight,
          stride: info.strideHeight,
          before: info.padInfo.top,
          count: info.outHeight,
        },
        {
          extent: width,
          filter: info.filterWidth,
          stride: info.strideWidth,
          before: info.padInfo.left,
          count: info.outWidth,
        },
      ]);
    },
  })),
  gradient<tf.AvgPool3DAttrs>('AvgPool3D', ['x'], (dy, [x], attributes) => ({
    x: () => {
      const { filterSize, strides, pad, dimRoundingMode } = attributes;
      const [batch, depth, height, width, channels] = x.shape;
      const info = tf.backend_util.computePool3DInfo(
        [batch, depth, height, width, channels],
        filterSize,
        strides,
        1,
        pad,
        dimRoundingMode,
      );
      return throughWindows('AvgPool3DGrad', dy, x, [
        {
          extent: depth,
          filter: info.filterDepth,
          stride: info.strideDepth,
          before: info.padInfo.front,
          count: info.outDepth,
        },
        {
          extent: height,
          filter: info.filterHeight,
          stride: info.strideHeight,
          before: info.padInfo.top,
          count: info.outHeight,
        },
        {
          extent: width,
          filter: info.filterWidth,
          stride: info.strideWidth,
          before: info.padInfo.left,
          count: info.outWidth,
        },
      ]);
    },
  })),
];
