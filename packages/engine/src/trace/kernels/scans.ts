import type * as tf from '@tensorflow/tfjs-core';
import { int } from '../../graph/attributes.js';
import type { GraphBuilder } from '../../graph/builder.js';
import type { Value } from '../../graph/graph.js';
import { kernel, type Inputs } from '../kernel.js';
import { elementwise } from './elementwise.js';
import { concat, slice } from './shapes.js';

const numeric = (graph: GraphBuilder, x: Value) => (x.type === 'bool' ? graph.cast(x, 'int32') : x);

function cumulativeSum(
  graph: GraphBuilder,
  x: Value,
  { axis, exclusive, reverse }: tf.CumsumAttrs,
): Value {
  const place = axis < 0 ? axis + x.shape.length : axis;
  return graph.node(
    'CumSum',
    [numeric(graph, x), graph.scalar(place, 'int64')],
    x.shape,
    numeric(graph, x).type,
    {
      attributes: { exclusive: int(exclusive ? 1 : 0), reverse: int(reverse ? 1 : 0) },
    },
  );
}

/** ONNX has no running product: one multiplication for each place of the axis. */
function cumulativeProduct(
  graph: GraphBuilder,
  x: Value,
  { axis, exclusive, reverse }: tf.CumprodAttrs,
): Value {
  const place = axis < 0 ? axis + x.shape.length : axis;
  const source = numeric(graph, x);
  const parts = Array.from({ length: x.shape[place] }, (_, i) =>
    slice(
      graph,
      source,
      x.shape.map((_, other) => (other === place ? i : 0)),
      x.shape.with(place, 1),
    ),
  );
  if (reverse) parts.reverse();
  const products: Value[] = exclusive ? [graph.filled(1, parts[0].shape, source.type)] : [parts[0]];
  for (const part of exclusive ? parts.slice(0, -1) : parts.slice(1)) {
    products.push(elementwise(graph, 'Mul', [products.at(-1)!, part]));
  }
  return concat(graph, reverse ? products.reverse() : products, place);
}

/** Running sums and products. */
export const scans = [
  kernel('Cumsum', (graph, { x }: Inputs<'x'>, attributes: tf.CumsumAttrs) =>
    cumulativeSum(graph, x, attributes),
  ),
  kernel('Cumprod', (graph, { x }: Inputs<'x'>, attributes: tf.CumprodAttrs) =>
    cumulativeProduct(graph, x, attributes),
  ),
];
