import * as tf from '#tensorflow';
import { int, string } from '../../graph/attributes.js';
import { constantOf, sameShape, type GraphBuilder } from '../../graph/builder.js';
import type { Value } from '../../graph/graph.js';
import { sizeOf, type DataType } from '../../tensor.js';
import { TraceError } from '../error.js';
import { kernel, type Inputs } from '../kernel.js';

type X = Inputs<'x'>;

/** Values one after another along an axis. */
export function concat(graph: GraphBuilder, values: readonly Value[], axis: number): Value {
  const parts = values.filter(({ shape }) => sizeOf(shape) > 0);
  const shape = [...values[0].shape];
  if (values.some((value) => !sameShape(value.shape.with(axis, 0), shape.with(axis, 0)))) {
    const shapes = values.map((value) => `[${value.shape.join()}]`).join(' and ');
    throw new TraceError(`Tensors of shapes ${shapes} cannot be joined along axis ${axis}.`);
  }
  shape[axis] = values.reduce((sum, value) => sum + value.shape[axis], 0);
  if (parts.length === 1 && sameShape(parts[0].shape, shape)) return parts[0];
  return graph.node('Concat', parts, shape, values[0].type, { attributes: { axis: int(axis) } });
}

/**
 * The box of `x` which starts at `begin`, has extent `size` and takes every
 * `stride`-th element (negative: backwards).
 */
export function slice(
  graph: GraphBuilder,
  x: Value,
  begin: readonly number[],
  size: readonly number[],
  strides: readonly number[] = begin.map(() => 1),
): Value {
  const axes = begin
    .map((_, axis) => axis)
    .filter((axis) => begin[axis] !== 0 || size[axis] !== x.shape[axis] || strides[axis] !== 1);
  if (axes.length === 0) return x;
  const ends = axes.map((axis) => {
    const end = begin[axis] + size[axis] * strides[axis];
    // ONNX counts negative ends from the back; below the first element is the smallest integer.
    return end < 0 ? -(2 ** 31) : end;
  });
  return graph.node(
    'Slice',
    [
      x,
      graph.indices(axes.map((axis) => begin[axis])),
      graph.indices(ends),
      graph.indices(axes),
      graph.indices(axes.map((axis) => strides[axis])),
    ],
    size,
    x.type,
  );
}

/** `x` with `before[axis]` and `after[axis]` more elements around. */
export function pad(
  graph: GraphBuilder,
  x: Value,
  before: readonly number[],
  after: readonly number[],
  mode: { constant: number } | { reflect: true },
): Value {
  if ([...before, ...after].every((count) => count === 0)) return x;
  const shape = x.shape.map((dimension, axis) => before[axis] + dimension + after[axis]);
  const pads = graph.indices([...before, ...after]);
  if ('constant' in mode)
    return graph.node('Pad', [x, pads, graph.scalar(mode.constant, x.type)], shape, x.type);
  return graph.node('Pad', [x, pads], shape, x.type, { attributes: { mode: string('reflect') } });
}

function stridedSlice(graph: GraphBuilder, x: Value, attributes: tf.StridedSliceAttrs): Value {
  const info = tf.slice_util.sliceInfo(
    [...x.shape],
    attributes.begin,
    attributes.end,
    attributes.strides,
    attributes.beginMask,
    attributes.endMask,
    attributes.ellipsisMask,
    attributes.newAxisMask,
    attributes.shrinkAxisMask,
  );
  if (sizeOf(info.finalShape) === 0)
    return graph.constant(constantOf(x.type, []), info.finalShape, x.type);
  const sizes = tf.slice_util.computeOutShape(info.begin, info.end, info.strides);
  return graph.reshape(slice(graph, x, info.begin, sizes, info.strides), info.finalShape);
}

/** One Split node: a part each of the given extents. */
function split(
  graph: GraphBuilder,
  x: Value,
  extents: readonly number[],
  axis: number,
): readonly Value[] {
  if (extents.length === 1) return [x];
  const outputs = extents.map((extent) => ({ shape: x.shape.with(axis, extent), type: x.type }));
  return graph.nodes('Split', [x, graph.indices(extents)], outputs, {
    attributes: { axis: int(axis) },
  });
}

/** Element `index` along an axis, which disappears. */
export function at(graph: GraphBuilder, x: Value, index: number, axis: number): Value {
  // A scalar position drops the axis; one of shape [1] would keep it.
  return graph.node(
    'Gather',
    [x, graph.scalar(index, 'int64')],
    x.shape.filter((_, i) => i !== axis),
    x.type,
    { attributes: { axis: int(axis) } },
  );
}

/**
 * Mirroring with the edge is a concatenation of reversed borders: ONNX knows only the one without.
 */
function mirrorPad(graph: GraphBuilder, x: Value, { paddings, mode }: tf.MirrorPadAttrs): Value {
  if (mode === 'reflect') {
    return pad(
      graph,
      x,
      paddings.map(([before]) => before),
      paddings.map(([, after]) => after),
      { reflect: true },
    );
  }
  return paddings.reduce((value, [before, after], axis) => {
    const border = (start: number, count: number) =>
      slice(
        graph,
        value,
        value.shape.map((_, i) => (i === axis ? start : 0)),
        value.shape.with(axis, count),
        value.shape.map((_, i) => (i === axis ? -1 : 1)),
      );
    const parts = [
      ...(before > 0 ? [border(before - 1, before)] : []),
      value,
      ...(after > 0 ? [border(value.shape[axis] - 1, after)] : []),
    ];
    return concat(graph, parts, axis);
  }, x);
}

const positive = (axis: number, x: Value) => (axis < 0 ? axis + x.shape.length : axis);

/** Changes of shape and order, and constants. */
export const shapes = [
  kernel('Identity', (_graph, { x }: X) => x),
  kernel('Cast', (graph, { x }: X, { dtype }: tf.CastAttrs) => graph.cast(x, dtype as DataType)),
  kernel('Reshape', (graph, { x }: X, { shape }: tf.ReshapeAttrs) =>
    graph.reshape(x, tf.util.inferFromImplicitShape(shape, sizeOf(x.shape))),
  ),
  kernel('ExpandDims', (graph, { input }: Inputs<'input'>, { dim }: tf.ExpandDimsAttrs) => {
    const shape = [...input.shape];
    shape.splice(dim < 0 ? input.shape.length + 1 + dim : dim, 0, 1);
    return graph.reshape(input, shape);
  }),
  kernel('Transpose', (graph, { x }: X, { perm }: tf.TransposeAttrs) => graph.transpose(x, perm)),
  kernel('BroadcastTo', (graph, { x }: X, { shape }: tf.BroadCastToAttrs) =>
    graph.expand(x, shape),
  ),
  kernel('Tile', (graph, { x }: X, { reps }: tf.TileAttrs) =>
    reps.every((count) => count === 1)
      ? x
      : graph.node(
          'Tile',
          [x, graph.indices(reps)],
          x.shape.map((dimension, i) => dimension * reps[i]),
          x.type,
        ),
  ),
  kernel('Concat', (graph, inputs: readonly Value[], { axis }: tf.ConcatAttrs) =>
    concat(graph, inputs, positive(axis, inputs[0])),
  ),
  kernel('Pack', (graph, inputs: readonly Value[], { axis }: tf.PackAttrs) => {
    const place = axis < 0 ? axis + inputs[0].shape.length + 1 : axis;
    const shape = inputs[0].shape.toSpliced(place, 0, 1);
    return concat(
      graph,
      inputs.map((value) => graph.reshape(value, shape)),
      place,
    );
  }),
  kernel('Unpack', (graph, { value }: Inputs<'value'>, { axis }: tf.UnpackAttrs) => {
    const place = positive(axis, value);
    return Array.from({ length: value.shape[place] }, (_, i) => at(graph, value, i, place));
  }),
  kernel('Slice', (graph, { x }: X, { begin, size }: tf.SliceAttrs) => {
    const [start, extent] = tf.slice_util.parseSliceParams(
      { ...x, dataId: x } as never,
      begin,
      size,
    ) as [number[], number[]];
    return slice(graph, x, start, extent);
  }),
  kernel('StridedSlice', (graph, { x }: X, attributes: tf.StridedSliceAttrs) =>
    stridedSlice(graph, x, attributes),
  ),
  kernel('SplitV', (graph, { x }: X, { numOrSizeSplits, axis }: tf.SplitVAttrs) => {
    const place = positive(axis, x);
    const total = x.shape[place];
    if (typeof numOrSizeSplits === 'number') {
      return split(graph, x, Array<number>(numOrSizeSplits).fill(total / numOrSizeSplits), place);
    }
    const known = numOrSizeSplits.reduce((sum, extent) => sum + Math.max(extent, 0), 0);
    const extents = numOrSizeSplits.map((extent) => (extent < 0 ? total - known : extent));
    return split(graph, x, extents, place);
  }),
  kernel('PadV2', (graph, { x }: X, { paddings, constantValue }: tf.PadV2Attrs) =>
    pad(
      graph,
      x,
      paddings.map(([before]) => before),
      paddings.map(([, after]) => after),
      { constant: constantValue },
    ),
  ),
  kernel('MirrorPad', (graph, { x }: X, attributes: tf.MirrorPadAttrs) =>
    mirrorPad(graph, x, attributes),
  ),
  kernel('Reverse', (graph, { x }: X, { dims }: tf.ReverseAttrs) => {
    const reversed = new Set(tf.util.parseAxisParam(dims, [...x.shape]));
    return slice(
      graph,
      x,
      x.shape.map((dimension, axis) => (reversed.has(axis) ? dimension - 1 : 0)),
      x.shape,
      x.shape.map((_, axis) => (reversed.has(axis) ? -1 : 1)),
    );
  }),
  kernel('Fill', (graph, _inputs: object, { shape, value, dtype }: tf.FillAttrs) =>
    graph.filled(Number(value), shape, (dtype as DataType | undefined) ?? 'float32'),
  ),
  kernel('ZerosLike', (graph, { x }: X) => graph.filled(0, x.shape, x.type)),
  kernel('OnesLike', (graph, { x }: X) => graph.filled(1, x.shape, x.type)),
  kernel('Diag', (graph, { x }: X) => {
    const size = sizeOf(x.shape);
    const places = Int32Array.from({ length: size }, (_, i) => i);
    const row = graph.constant(places, [size], 'int32');
    const column = graph.constant(places, [size, 1], 'int32');
    const diagonal = graph.node('Equal', [row, column], [size, size], 'bool');
    const zero = graph.scalar(0, x.type);
    const matrix = graph.node(
      'Where',
      [diagonal, graph.reshape(x, [size]), zero],
      [size, size],
      x.type,
    );
    return graph.reshape(matrix, [...x.shape, ...x.shape]);
  }),
  kernel('Range', (graph, _inputs: object, { start, stop, step, dtype }: tf.RangeAttrs) => {
    const length = Math.max(0, Math.ceil(Math.abs((stop - start) / step)));
    const values = Array.from({ length }, (_, i) => start + i * step);
    return graph.constant(constantOf(dtype, values), [length], dtype);
  }),
  kernel('LinSpace', (graph, _inputs: object, { start, stop, num }: tf.LinSpaceAttrs) => {
    const step = (stop - start) / Math.max(num - 1, 1);
    return graph.constant(
      Float32Array.from({ length: num }, (_, i) => start + i * step),
      [num],
      'float32',
    );
  }),
];
