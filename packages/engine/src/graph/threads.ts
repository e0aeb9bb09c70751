import { sizeOf } from '../tensor.js';
import { int } from './attributes.js';
import type { GraphBuilder } from './builder.js';
import type { Graph, Node, Value } from './graph.js';
import { rewrite, type Rule } from './rewrite.js';
import { rowsOfRecurrences } from './work.js';

// ONNX Runtime gives each thread some rows of a product, or some columns where these are more. Its
// results keep their bits as long as no thread adds up in another order than the others would. It
// does in three cases, unless the left factor has to be transposed: a thread with 64 columns or
// fewer takes more of the sum at a time, a thread with a single row goes another way, and a product
// with one column goes by four rows at a time, wherever a thread begins.

/** Multiplications for which ONNX Runtime takes one more thread. */
const SHARE = 65536;

/** Terms of a sum that are added up at a time; shorter sums have no other order. */
const TERMS = 128;

/** Columns go to threads in blocks of this many. */
const BLOCK = 16;

/** Blocks that a thread needs so that it adds up as all the others do. */
const ENOUGH_BLOCKS = 5;

/**
 * Products with fewer columns are made in a way that suits any number of threads: up to a quarter
 * slower, so that four threads may work on the whole graph. Wider ones bound the threads instead.
 */
const NARROW = 4 * ENOUGH_BLOCKS * BLOCK;

/** Writes narrow products in a way that gives the same bits on any number of threads. */
export function sameOnAnyThreads(graph: Graph): Graph {
  return rewrite(graph, [product]);
}

const product: Rule = (node, { graph }) => {
  if (node.operator !== 'Gemm' || mostThreadsOf(node) === Infinity) return undefined;
  const [rows, columns] = node.outputs[0].shape;
  if (columns === 1) return [graph.reshape(otherWayRound(node, graph), [rows, columns])];
  if (columns <= rows || columns >= NARROW) return undefined;
  if (node.attributes.transB.value === 1 && node.inputs.length === 2) {
    return [transposed(otherWayRound(node, graph), graph)];
  }
  const [left, ...others] = node.inputs as [Value, ...Value[]];
  const attributes = { ...node.attributes, transA: int(1) };
  const [{ shape, type }] = node.outputs;
  return [graph.node('Gemm', [transposed(left, graph), ...others], shape, type, { attributes })];
};

/** (a b)^T = b^T a^T, of which b^T is at hand: it has one row, or b was to be transposed. */
function otherWayRound({ inputs, outputs, ...node }: Node, graph: GraphBuilder): Value {
  const [left, right, addend] = inputs as [Value, Value, Value?];
  const [{ shape, type }] = outputs;
  const [rows, columns] = shape;
  const attributes = { ...node.attributes, transA: int(0), transB: int(1) };
  const factors = [graph.reshape(right, [columns, left.shape[1]]), left];
  // An addend is one number, or one for each row of a single column.
  const added = addend?.shape[0] === rows ? graph.reshape(addend, [1, rows]) : addend;
  const all = added ? [...factors, added] : factors;
  return graph.node('Gemm', all, [columns, rows], type, { attributes });
}

/** As one of a batch, since ONNX Runtime would take a transposed matrix back into the product. */
function transposed(matrix: Value, graph: GraphBuilder): Value {
  const [rows, columns] = matrix.shape;
  const batch = graph.reshape(matrix, [1, rows, columns]);
  return graph.reshape(graph.transpose(batch, [0, 2, 1]), [columns, rows]);
}

/** On how many threads a graph may run before the last bits of its results change. */
export function mostThreads(graph: Graph): number {
  // Several would round whole recurrences in another way.
  if (rowsOfRecurrences(graph) > 0) return 1;
  return Math.min(...graph.nodes.map((node) => most(node)));
}

const most = (node: Node): number =>
  node.loop ? mostThreads(node.loop.body) : mostThreadsOf(node);

function mostThreadsOf({ operator, inputs, outputs, attributes }: Node): number {
  if (operator === 'MatMul') {
    const { shape } = outputs[0];
    const batch = sizeOf(shape.slice(0, -2));
    // As many threads as matrices leave each matrix to one.
    return Math.max(batch, mostOfProduct(shape.slice(-2), inputs[0]!.shape.at(-1)!, batch));
  }
  if (operator !== 'Gemm' || attributes.transA.value === 1) return Infinity;
  return mostOfProduct(outputs[0].shape, inputs[0]!.shape[1], 1);
}

function mostOfProduct(shape: readonly number[], terms: number, batch: number): number {
  const [rows, columns] = shape;
  const most = Math.max(1, mostOfShape(rows, columns, terms));
  const shares = Math.floor((batch * rows * columns * terms) / SHARE) + 1;
  return shares <= most ? Infinity : most;
}

function mostOfShape(rows: number, columns: number, terms: number): number {
  if (rows === 1) return Infinity;
  if (columns === 1) return 1;
  if (columns <= rows) return Math.floor(rows / 2);
  return terms <= TERMS ? Infinity : Math.floor(Math.ceil(columns / BLOCK) / ENOUGH_BLOCKS);
}
