import type * as tf from '@tensorflow/tfjs-core';
import { int } from '../../graph/attributes.js';
import type { GraphBuilder } from '../../graph/builder.js';
import type { Value } from '../../graph/graph.js';
import { kernel, type Inputs } from '../kernel.js';
import { elementwise } from './elementwise.js';

const softmax = (graph: GraphBuilder, operator: string, x: Value, axis: number) =>
  graph.node(operator, [x], x.shape, x.type, { attributes: { axis: int(axis) } });

/** (x - mean) * scale / sqrt(variance + epsilon) + offset. */
function batchNormalise(
  graph: GraphBuilder,
  { x, mean, variance, scale, offset }: Inputs<'x' | 'mean' | 'variance', 'scale' | 'offset'>,
  epsilon: number,
): Value {
  const deviation = elementwise(graph, 'Sqrt', [
    elementwise(graph, 'Add', [variance, graph.scalar(epsilon)]),
  ]);
  const factor = scale
    ? elementwise(graph, 'Div', [scale, deviation])
    : elementwise(graph, 'Reciprocal', [deviation]);
  const y = elementwise(graph, 'Mul', [elementwise(graph, 'Sub', [x, mean]), factor]);
  return offset ? elementwise(graph, 'Add', [y, offset]) : y;
}

/** Sums over neighbouring channels, as a product with a matrix that has ones near the diagonal. */
function sumNeighbours(graph: GraphBuilder, x: Value, radius: number): Value {
  const channels = x.shape.at(-1)!;
  const band = Float32Array.from({ length: channels * channels }, (_, i) =>
    Math.abs(Math.floor(i / channels) - (i % channels)) <= radius ? 1 : 0,
  );
  return graph.node(
    'MatMul',
    [x, graph.constant(band, [channels, channels], 'float32')],
    x.shape,
    'float32',
  );
}

/** bias + alpha * (sum of squares over neighbouring channels). */
function localNorm(
  graph: GraphBuilder,
  x: Value,
  { depthRadius, bias, alpha }: tf.LRNAttrs,
): Value {
  const squares = sumNeighbours(graph, elementwise(graph, 'Mul', [x, x]), depthRadius);
  const scaled = elementwise(graph, 'Mul', [squares, graph.scalar(alpha)]);
  return elementwise(graph, 'Add', [scaled, graph.scalar(bias)]);
}

function localResponseGradient(
  graph: GraphBuilder,
  { x, y, dy }: Inputs<'x' | 'y' | 'dy'>,
  attributes: tf.LRNAttrs,
): Value {
  const { alpha, beta, depthRadius } = attributes;
  const norm = localNorm(graph, x, attributes);
  const direct = elementwise(graph, 'Mul', [
    dy,
    elementwise(graph, 'Pow', [norm, graph.scalar(-beta)]),
  ]);
  const share = elementwise(graph, 'Div', [elementwise(graph, 'Mul', [dy, y]), norm]);
  const spread = elementwise(graph, 'Mul', [x, sumNeighbours(graph, share, depthRadius)]);
  return elementwise(graph, 'Sub', [
    direct,
    elementwise(graph, 'Mul', [spread, graph.scalar(2 * alpha * beta)]),
  ]);
}

/** Softmax and normalisations. */
export const normalisations = [
  kernel('Softmax', (graph, { logits }: Inputs<'logits'>, { dim }: tf.SoftmaxAttrs) =>
    softmax(graph, 'Softmax', logits, dim),
  ),
  kernel('LogSoftmax', (graph, { logits }: Inputs<'logits'>, { axis }: tf.LogSoftmaxAttrs) =>
    softmax(graph, 'LogSoftmax', logits, axis),
  ),
  kernel(
    'FusedBatchNorm',
    (
      graph,
      inputs: Inputs<'x' | 'mean' | 'variance', 'scale' | 'offset'>,
      { varianceEpsilon }: tf.FusedBatchNormAttrs,
    ) => batchNormalise(graph, inputs, varianceEpsilon),
  ),
  kernel('LRN', (graph, { x }: Inputs<'x'>, attributes: tf.LRNAttrs) => {
    const norm = localNorm(graph, x, attributes);
    const factor = elementwise(graph, 'Pow', [norm, graph.scalar(-attributes.beta)]);
    return elementwise(graph, 'Mul', [x, factor]);
  }),
  kernel('LRNGrad', (graph, inputs: Inputs<'x' | 'y' | 'dy'>, attributes: tf.LRNAttrs) =>
    localResponseGradient(graph, inputs, attributes),
  ),
];
