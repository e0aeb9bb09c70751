import { int } from '../attributes.js';
import type { GraphBuilder } from '../builder.js';
import type { Graph, Value } from '../graph.js';
import { rewrite, type Rule } from '../rewrite.js';
import { sizeOf } from '../../tensor.js';
import { permutationOf } from './reshapes.js';

/**
 * Makes the exchanges between images first and images last of two parts which ONNX
 * Runtime does fast: whole rows change their places, and a matrix is transposed, which a
 * product beside it can take over. Its own way with three axes goes element by element.
 */
export function splitExchanges(graph: Graph): Graph {
  return rewrite(graph, exchangeRules);
}

const twoParts: Rule = ({ inputs, outputs, attributes }, { graph }) => {
  if (!('layout' in attributes)) return undefined;
  const x = inputs[0]!;
  const [first, last] = [x.shape[0], x.shape.at(-1)!];
  const middle = sizeOf(x.shape.slice(1, -1));
  const transpose = (matrix: Value) => graph.transpose(matrix, [1, 0]);
  const result =
    last >= first
      ? transpose(swapRows(graph, graph.reshape(x, [first * middle, last]), [first, middle]))
      : swapRows(graph, transpose(graph.reshape(x, [first, middle * last])), [middle, last]);
  return [graph.reshape(result, outputs[0].shape)];
};

/**
 * Rows [a * b, ...] in the order of [b * a, ...]. A Gather: ONNX Runtime would join two transposes.
 */
function swapRows(graph: GraphBuilder, rows: Value, [a, b]: readonly [number, number]): Value {
  if (a === 1 || b === 1) return rows;
  const order = Int32Array.from({ length: a * b }, (_, i) => (i % a) * b + Math.floor(i / a));
  return graph.node(
    'Gather',
    [rows, graph.constant(order, [a * b], 'int32')],
    rows.shape,
    rows.type,
  );
}

/** (a b)^T = b^T a^T. */
const transposedProduct: Rule = (node, { graph, uses }) => {
  const product = node.operator === 'Transpose' ? graph.producer(node.inputs[0]) : undefined;
  if (product?.operator !== 'Gemm' || product.inputs.length > 2) return undefined;
  if (uses(product.outputs[0]) !== 1 || permutationOf(node)[0] === 0) return undefined;
  const [a, b] = product.inputs;
  const { transA, transB } = product.attributes;
  const flip = { transA: int(1 - Number(transB.value)), transB: int(1 - Number(transA.value)) };
  const [{ shape, type }] = node.outputs;
  return [graph.node('Gemm', [b, a], shape, type, { attributes: flip })];
};

/** The rules of {@link splitExchanges}. */
export const exchangeRules: readonly Rule[] = [twoParts, transposedProduct];
