import * as tf from '#tensorflow';
import { sizeOf } from '../tensor.js';
import { gradient, none } from './define.js';
import { spread, sumAt } from './places.js';

/** Numbers of whole rows before each row, as a column: [rows, 1], int32. */
const offsets = (rows: number, length: number) =>
  tf.tensor2d(
    Array.from({ length: rows }, (_, i) => i * length),
    [rows, 1],
    'int32',
  );

/**
 * TF.js' own gradient fails where indices are computed of what is differentiated, and
 * for `batchDims`.
 */
function gather(): tf.GradConfig {
  const original = tf.getGradient('GatherV2');
  return {
    ...original,
    gradFunc(dy, saved, attributes) {
      const [x, indices] = saved;
      const { axis, batchDims } = attributes as unknown as tf.GatherV2Attrs;
      const ofX =
        batchDims === 0
          ? original.gradFunc(dy, saved, attributes).x
          : () => gatheredByBatch(dy as tf.Tensor, x, indices, { axis, batchDims });
      return { x: ofX, indices: none(indices) };
    },
  };
}

function gatheredByBatch(
  dy: tf.Tensor,
  x: tf.Tensor,
  indices: tf.Tensor,
  { axis, batchDims }: tf.GatherV2Attrs,
): tf.Tensor {
  const [place] = tf.util.parseAxisParam(axis, x.shape);
  const batch = sizeOf(x.shape.slice(0, batchDims));
  const middle = sizeOf(x.shape.slice(batchDims, place));
  const inner = sizeOf(x.shape.slice(place + 1));
  const [length, count] = [x.shape[place], indices.size / batch];
  const rows = tf.transpose(tf.reshape(dy, [batch, middle, count, inner]), [0, 2, 1, 3]);
  const places = tf.add(tf.reshape(indices, [batch, count]), offsets(batch, length));
  const sums = sumAt(tf.reshape(rows, [batch * count, middle * inner]), places, batch * length);
  const ordered = tf.transpose(tf.reshape(sums, [batch, length, middle, inner]), [0, 2, 1, 3]);
  return tf.reshape(ordered, x.shape);
}

/** TF.js' own gradient fails where places are computed of what is differentiated. */
function segmentSum(): tf.GradConfig {
  const original = tf.getGradient('UnsortedSegmentSum');
  return {
    ...original,
    gradFunc(dy, saved, attributes) {
      const [places] = saved;
      return { ...original.gradFunc(dy, saved, attributes), segmentIds: none(places) };
    },
  };
}

/** The gradient of the largest values goes to where they stood. */
const topK: tf.GradConfig = {
  kernelName: 'TopK',
  inputsToSave: ['x'],
  outputsToSave: [false, true],
  gradFunc(gradients, [x, indices]) {
    const [dy] = gradients as tf.Tensor[];
    const length = x.shape.at(-1)!;
    const rows = x.size / length;
    const ofX = () => {
      const places = tf.add(tf.reshape(indices, [rows, dy.size / rows]), offsets(rows, length));
      return tf.reshape(sumAt(tf.reshape(dy, [dy.size, 1]), places, x.size), x.shape);
    };
    return { x: ofX };
  },
};

function stridedSlice(dy: tf.Tensor, x: tf.Tensor, attributes: tf.StridedSliceAttrs): tf.Tensor {
  const { begin, strides, ...ends } = tf.slice_util.sliceInfo(
    x.shape,
    attributes.begin,
    attributes.end,
    attributes.strides,
    attributes.beginMask,
    attributes.endMask,
    attributes.ellipsisMask,
    attributes.newAxisMask,
    attributes.shrinkAxisMask,
  );
  const sizes = tf.slice_util.computeOutShape(begin, ends.end, strides);
  return sizes.reduce(
    (gradient, size, axis) => {
      const positions = Array.from({ length: size }, (_, i) => begin[axis] + i * strides[axis]);
      const whole = size === x.shape[axis] && strides[axis] === 1;
      return whole ? gradient : spread(gradient, axis, positions, x.shape[axis]);
    },
    tf.reshape(dy, sizes),
  );
}

/** TF.js' own gradient forgets the mirrored values. */
function mirrorPad(dy: tf.Tensor, x: tf.Tensor, { paddings, mode }: tf.MirrorPadAttrs): tf.Tensor {
  const edge = mode === 'symmetric' ? 1 : 0;
  return paddings.reduce((gradient, [before, after], axis) => {
    const extent = x.shape[axis];
    const positions = Array.from({ length: before + extent + after }, (_, i) => {
      const place = i - before;
      if (place < 0) return -place - edge;
      return place < extent ? place : 2 * extent - 2 - place + edge;
    });
    return before + after === 0 ? gradient : spread(gradient, axis, positions, extent);
  }, dy);
}

/** Access by positions. */
export const access = (): readonly tf.GradConfig[] => [
  gather(),
  segmentSum(),
  topK,
  gradient('GatherNd', ['params', 'indices'], (dy, [params, indices]) => ({
    params: () => tf.scatterND(indices, dy, params.shape),
    indices: none(indices),
  })),
  gradient('ScatterNd', ['indices'], (dy, [indices]) => ({
    updates: () => tf.gatherND(dy, indices),
    indices: none(indices),
  })),
  gradient('TensorScatterUpdate', ['indices', 'updates'], (dy, [indices, updates]) => ({
    tensor: () => tf.tensorScatterUpdate(dy, indices, tf.zeros(updates.shape)),
    indices: none(indices),
    updates: () => tf.gatherND(dy, indices),
  })),
  gradient(
    'SparseToDense',
    ['sparseIndices', 'sparseValues', 'defaultValue'],
    (dy, [indices, values, initial]) => {
      const ofValues = () =>
        tf.gatherND(dy, tf.reshape(indices, [indices.size / dy.rank, dy.rank]));
      return {
        sparseIndices: none(indices),
        sparseValues: () => (values.rank === 0 ? tf.sum(ofValues()) : ofValues()),
        defaultValue: () => tf.reshape(tf.sub(tf.sum(dy), tf.sum(ofValues())), initial.shape),
      };
    },
  ),
  gradient<tf.StridedSliceAttrs>('StridedSlice', ['x'], (dy, [x], attributes) => ({
    x: () => stridedSlice(dy, x, attributes),
  })),
  gradient<tf.MirrorPadAttrs>('MirrorPad', ['x'], (dy, [x], attributes) => ({
    x: () => mirrorPad(dy, x, attributes),
  })),
];
