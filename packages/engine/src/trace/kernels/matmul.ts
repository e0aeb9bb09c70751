import type * as tf from '@tensorflow/tfjs-core';
import { float, int, string } from '../../graph/attributes.js';
import type { GraphBuilder } from '../../graph/builder.js';
import type { Value } from '../../graph/graph.js';
import { sizeOf } from '../../tensor.js';
import { TraceError } from '../error.js';
import { kernel, type Inputs } from '../kernel.js';
import { broadcastShapes } from '../../graph/broadcast.js';
import { elementwise } from './elementwise.js';

/** a b + c of matrices, each of the factors transposed first where asked. */
export function gemm(
  graph: GraphBuilder,
  a: Value,
  b: Value,
  {
    transposeA = false,
    transposeB = false,
    c,
  }: { transposeA?: boolean; transposeB?: boolean; c?: Value } = {},
): Value {
  const rows = a.shape[transposeA ? 1 : 0];
  const columns = b.shape[transposeB ? 0 : 1];
  return graph.node('Gemm', c === undefined ? [a, b] : [a, b, c], [rows, columns], 'float32', {
    attributes: { transA: int(transposeA ? 1 : 0), transB: int(transposeB ? 1 : 0) },
  });
}

/** Products of the matrices in the last two axes; the other axes broadcast. */
function matMul(
  graph: GraphBuilder,
  a: Value,
  b: Value,
  { transposeA, transposeB }: tf.BatchMatMulAttrs,
): Value {
  a = graph.cast(a, 'float32');
  b = graph.cast(b, 'float32');
  const [batchA, batchB] = [a.shape.slice(0, -2), b.shape.slice(0, -2)];
  const batch = broadcastShapes(batchA, batchB);
  const rows = a.shape.at(transposeA ? -1 : -2)!;
  const inner = a.shape.at(transposeA ? -2 : -1)!;
  const columns = b.shape.at(transposeB ? -2 : -1)!;
  if (inner !== b.shape.at(transposeB ? -1 : -2)) {
    const named = ({ shape }: Value, swapped: boolean) =>
      `[${shape.join()}]${swapped ? ' transposed' : ''}`;
    throw new TraceError(
      `Matrices of shapes ${named(a, transposeA)} and ${named(b, transposeB)} cannot be multiplied.`,
    );
  }
  // One matrix on the right multiplies the rows of all matrices on the left at once.
  if (sizeOf(batchB) === 1 && (!transposeA || sizeOf(batchA) === 1)) {
    const left = graph.reshape(a, transposeA ? [inner, rows] : [sizeOf(batchA) * rows, inner]);
    const right = graph.reshape(b, b.shape.slice(-2));
    return graph.reshape(gemm(graph, left, right, { transposeA, transposeB }), [
      ...batch,
      rows,
      columns,
    ]);
  }
  const left = transposeA ? swapLast(graph, a) : a;
  const right = transposeB ? swapLast(graph, b) : b;
  return graph.node('MatMul', [left, right], [...batch, rows, columns], 'float32');
}

function swapLast(graph: GraphBuilder, x: Value): Value {
  const axes = [...x.shape.keys()];
  return graph.transpose(x, [...axes.slice(0, -2), axes.at(-1)!, axes.at(-2)!]);
}

/** The activation of a fused kernel. */
export function activate(
  graph: GraphBuilder,
  x: Value,
  activation: string | null | undefined,
  slope?: Value,
  alpha = 0.2,
): Value {
  switch (activation) {
    case undefined:
    case null:
    case 'linear':
      return x;
    case 'relu':
    case 'sigmoid':
    case 'elu':
      return graph.node(activation[0].toUpperCase() + activation.slice(1), [x], x.shape, x.type);
    case 'relu6':
      return graph.node('Clip', [x, graph.scalar(0), graph.scalar(6)], x.shape, x.type);
    case 'prelu':
      return graph.node('PRelu', [x, slope!], x.shape, x.type);
    case 'leakyrelu':
      return graph.node('LeakyRelu', [x], x.shape, x.type, { attributes: { alpha: float(alpha) } });
    default:
      throw new Error(`TF.js asked for the unknown fused activation '${activation}'.`);
  }
}

/** Products and sums of axes that an equation names, such as `bij,bjk->bik`. */
function einsum(graph: GraphBuilder, factors: readonly Value[], equation: string): Value {
  const [terms, result] = equation.replaceAll(' ', '').split('->');
  const extents = new Map<string, number>();
  for (const [i, term] of terms.split(',').entries()) {
    for (const [place, axis] of Array.from(term).entries())
      extents.set(axis, factors[i].shape[place]);
  }
  const shape = Array.from(result, (axis) => extents.get(axis)!);
  return graph.node('Einsum', factors, shape, factors[0].type, {
    attributes: { equation: string(`${terms}->${result}`) },
  });
}

/** Matrix products. */
export const matrixProducts = [
  kernel('Einsum', (graph, factors: readonly Value[], { equation }: tf.EinsumAttrs) =>
    einsum(graph, factors, equation),
  ),
  kernel('BatchMatMul', (graph, { a, b }: Inputs<'a' | 'b'>, attributes: tf.BatchMatMulAttrs) =>
    matMul(graph, a, b, attributes),
  ),
  kernel(
    '_FusedMatMul',
    (
      graph,
      { a, b, bias, preluActivationWeights }: Inputs<'a' | 'b', 'bias' | 'preluActivationWeights'>,
      { activation, leakyreluAlpha, ...attributes }: tf._FusedMatMulAttrs,
    ) => {
      const product = matMul(graph, a, b, attributes);
      const sum = bias === undefined ? product : elementwise(graph, 'Add', [product, bias]);
      return activate(graph, sum, activation, preluActivationWeights, leakyreluAlpha);
    },
  ),
];
