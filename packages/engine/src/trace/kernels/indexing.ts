import * as tf from '#tensorflow';
import { int, string } from '../../graph/attributes.js';
import { constantOf, type GraphBuilder } from '../../graph/builder.js';
import type { GraphType, Value } from '../../graph/graph.js';
import { sizeOf, type DataType } from '../../tensor.js';
import { kernel, type Inputs } from '../kernel.js';
import { elementwise } from './elementwise.js';
import { reduce } from './reductions.js';

/** Slices of `x` along `axis` at `indices`; the first `batchDims` axes of both run together. */
function gather(
  graph: GraphBuilder,
  x: Value,
  indices: Value,
  { axis, batchDims }: tf.GatherV2Attrs,
): Value {
  const [place] = tf.util.parseAxisParam(axis, [...x.shape]);
  const shape = [
    ...x.shape.slice(0, place),
    ...indices.shape.slice(batchDims),
    ...x.shape.slice(place + 1),
  ];
  if (batchDims === 0) {
    return graph.node('Gather', [x, indices], shape, x.type, { attributes: { axis: int(place) } });
  }
  // The batch becomes a part of the position on one long axis in front.
  const batch = sizeOf(x.shape.slice(0, batchDims));
  const middle = x.shape.slice(batchDims, place);
  const inner = x.shape.slice(place + 1);
  const [count, length] = [sizeOf(indices.shape) / batch, x.shape[place]];
  const front = graph.transpose(
    graph.reshape(x, [batch, sizeOf(middle), length, sizeOf(inner)]),
    [0, 2, 1, 3],
  );
  const rows = graph.reshape(front, [batch * length, sizeOf(middle), sizeOf(inner)]);
  const offsets = constantOf(
    indices.type,
    Array.from({ length: batch }, (_, i) => i * length),
  );
  const positions = elementwise(graph, 'Add', [
    graph.reshape(indices, [batch, count]),
    graph.constant(offsets, [batch, 1], indices.type),
  ]);
  const gathered = graph.node(
    'Gather',
    [rows, positions],
    [batch, count, sizeOf(middle), sizeOf(inner)],
    x.type,
    {
      attributes: { axis: int(0) },
    },
  );
  return graph.reshape(graph.transpose(gathered, [0, 2, 1, 3]), shape);
}

/** Slices at index tuples: the last axis of `indices` walks the first axes of `x`. */
function gatherTuples(graph: GraphBuilder, x: Value, indices: Value): Value {
  const shape = [...indices.shape.slice(0, -1), ...x.shape.slice(indices.shape.at(-1))];
  return graph.node('GatherND', [x, graph.cast(indices, 'int64')], shape, x.type);
}

/**
 * `target` with `updates` written (or added) at index tuples; among equal tuples the last one wins.
 */
function scatterTuples(
  graph: GraphBuilder,
  target: Value,
  indices: Value,
  updates: Value,
  reduction: 'none' | 'add',
): Value {
  const depth = indices.shape.at(-1)!;
  const rows = sizeOf(indices.shape) / depth;
  const inner = target.shape.slice(depth);
  if (reduction === 'none') {
    return graph.node(
      'ScatterND',
      [
        target,
        graph.cast(graph.reshape(indices, [rows, depth]), 'int64'),
        graph.reshape(updates, [rows, ...inner]),
      ],
      target.shape,
      target.type,
    );
  }
  const strides = target.shape
    .slice(0, depth)
    .map((_, axis) => sizeOf(target.shape.slice(axis + 1, depth)));
  const places = reduce(
    graph,
    'ReduceSum',
    elementwise(graph, 'Mul', [
      graph.reshape(indices, [rows, depth]),
      graph.constant(constantOf(indices.type, strides), [depth], indices.type),
    ]),
    1,
    false,
  );
  const count = sizeOf(target.shape.slice(0, depth));
  const sums = sumAtPlaces(graph, graph.reshape(updates, [rows, sizeOf(inner)]), places, count);
  return elementwise(graph, 'Add', [target, graph.reshape(sums, target.shape)]);
}

/**
 * Row sums of `x` [rows, columns] by place: [count, columns]. ScatterElements adds in
 * order; ScatterND adds equal places on several threads at once, which loses some.
 */
function sumAtPlaces(graph: GraphBuilder, x: Value, places: Value, count: number): Value {
  const [rows, columns] = x.shape;
  const positions = graph.expand(graph.reshape(places, [rows, 1]), [rows, columns]);
  const zeros = graph.filled(0, [count, columns], x.type);
  return graph.node('ScatterElements', [zeros, positions, x], [count, columns], x.type, {
    attributes: { axis: int(0), reduction: string('add') },
  });
}

function oneHot(
  graph: GraphBuilder,
  indices: Value,
  { depth, onValue, offValue, dtype }: tf.OneHotAttrs,
): Value {
  const type = (dtype as DataType | undefined) ?? 'int32';
  const classes = graph.constant(
    Int32Array.from({ length: depth }, (_, i) => i),
    [depth],
    'int32',
  );
  const column = graph.reshape(graph.cast(indices, 'int32'), [...indices.shape, 1]);
  const hit = elementwise(graph, 'Equal', [column, classes], 'bool');
  if (onValue === 1 && offValue === 0) return graph.cast(hit, type);
  const number: GraphType = type === 'bool' ? 'int32' : type;
  const chosen = elementwise(
    graph,
    'Where',
    [hit, graph.scalar(onValue, number), graph.scalar(offValue, number)],
    number,
  );
  return graph.cast(chosen, type);
}

function topK(graph: GraphBuilder, x: Value, { k, sorted }: tf.TopKAttrs): readonly Value[] {
  const shape = x.shape.with(-1, k);
  const [values, indices] = graph.nodes(
    'TopK',
    [x, graph.indices([k])],
    [
      { shape, type: x.type },
      { shape, type: 'int64' },
    ],
    { attributes: { axis: int(-1), largest: int(1), sorted: int(sorted ? 1 : 0) } },
  );
  return [values, graph.cast(indices, 'int32')];
}

/** How many numbers of the sorted rows come before each value. */
function searchSorted(
  graph: GraphBuilder,
  sorted: Value,
  values: Value,
  side: 'left' | 'right',
): Value {
  const [batch, length] = sorted.shape;
  const row = graph.reshape(sorted, [batch, 1, length]);
  const column = graph.reshape(values, [...values.shape, 1]);
  const before = elementwise(
    graph,
    side === 'left' ? 'Less' : 'LessOrEqual',
    [row, column],
    'bool',
  );
  return reduce(graph, 'ReduceSum', graph.cast(before, 'int32'), 2, false);
}

/** Access by computed positions. */
export const indexing = [
  kernel(
    'GatherV2',
    (graph, { x, indices }: Inputs<'x' | 'indices'>, attributes: tf.GatherV2Attrs) =>
      gather(graph, x, indices, attributes),
  ),
  kernel('GatherNd', (graph, { params, indices }: Inputs<'params' | 'indices'>) =>
    gatherTuples(graph, params, indices),
  ),
  kernel(
    'ScatterNd',
    (graph, { indices, updates }: Inputs<'indices' | 'updates'>, { shape }: tf.ScatterNdAttrs) =>
      scatterTuples(graph, graph.filled(0, shape, updates.type), indices, updates, 'add'),
  ),
  kernel(
    'TensorScatterUpdate',
    (graph, { tensor, indices, updates }: Inputs<'tensor' | 'indices' | 'updates'>) =>
      scatterTuples(graph, tensor, indices, updates, 'none'),
  ),
  kernel(
    'SparseToDense',
    (
      graph,
      {
        sparseIndices,
        sparseValues,
        defaultValue,
      }: Inputs<'sparseIndices' | 'sparseValues' | 'defaultValue'>,
      { outputShape }: tf.SparseToDenseAttrs,
    ) => {
      const rank = outputShape.length;
      const tuples = graph.reshape(sparseIndices, [sizeOf(sparseIndices.shape) / rank, rank]);
      const values = graph.expand(sparseValues, [tuples.shape[0]]);
      return scatterTuples(graph, graph.expand(defaultValue, outputShape), tuples, values, 'none');
    },
  ),
  kernel(
    'UnsortedSegmentSum',
    (
      graph,
      { x, segmentIds }: Inputs<'x' | 'segmentIds'>,
      { numSegments }: tf.UnsortedSegmentSumAttrs,
    ) => {
      const inner = x.shape.slice(segmentIds.shape.length);
      const rows = graph.reshape(x, [sizeOf(segmentIds.shape), sizeOf(inner)]);
      return graph.reshape(sumAtPlaces(graph, rows, segmentIds, numSegments), [
        numSegments,
        ...inner,
      ]);
    },
  ),
  kernel('OneHot', (graph, { indices }: Inputs<'indices'>, attributes: tf.OneHotAttrs) =>
    oneHot(graph, indices, attributes),
  ),
  kernel('TopK', (graph, { x }: Inputs<'x'>, attributes: tf.TopKAttrs) =>
    topK(graph, x, attributes),
  ),
  kernel(
    'SearchSorted',
    (
      graph,
      { sortedSequence, values }: Inputs<'sortedSequence' | 'values'>,
      { side }: tf.SearchSortedAttrs,
    ) => searchSorted(graph, sortedSequence, values, side),
  ),
];
