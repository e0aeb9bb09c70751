import { int } from '../attributes.js';
import { sameShape, type GraphBuilder } from '../builder.js';
import { UNARY } from '../elementwiseOperators.js';
import type { Graph, Node, Value } from '../graph.js';
import { rewrite, type Rule } from '../rewrite.js';
import { permutationOf, withoutLeadingOnes } from './reshapes.js';

/** Lets Gemm transpose its factors and add a bias or another product itself. */
export function foldIntoGemm(graph: Graph): Graph {
  return rewrite(graph, gemmRules);
}

const transposedFactor: Rule = (node, { graph }) => {
  if (node.operator !== 'Gemm') return undefined;
  const [a, b, ...rest] = node.inputs as [Value, Value, ...Value[]];
  const [left, right] = [transposed(a, graph), transposed(b, graph)];
  if (left === undefined && right === undefined) return undefined;
  const flip = (attribute: 'transA' | 'transB', flipped: boolean) =>
    int(Number((node.attributes[attribute].value === 1) !== flipped));
  const attributes = {
    ...node.attributes,
    transA: flip('transA', left !== undefined),
    transB: flip('transB', right !== undefined),
  };
  const [{ shape, type }] = node.outputs;
  return [graph.node('Gemm', [left ?? a, right ?? b, ...rest], shape, type, { attributes })];
};

/** What a matrix is the transpose of. */
function transposed(matrix: Value, graph: GraphBuilder): Value | undefined {
  const node = graph.producer(matrix);
  return node?.operator === 'Transpose' && permutationOf(node).length === 2
    ? node.inputs[0]
    : undefined;
}

const addedToGemm: Rule = ({ operator, inputs, outputs }, { graph, uses }) => {
  if (operator !== 'Add') return undefined;
  const [a, b] = inputs as [Value, Value];
  return fold(a, b) ?? fold(b, a);

  function fold(product: Value, addend: Value): readonly Value[] | undefined {
    if (uses(product) !== 1 || !sameShape(product.shape, outputs[0].shape)) return undefined;
    const node = graph.producer(product);
    const bias = withoutLeadingOnes(addend, (value) => graph.producer(value));
    if (node?.operator !== 'Reshape') {
      return isOpenGemm(node) && bias.shape.length <= 2 ? [withBias(node, bias)] : undefined;
    }
    const inner = graph.producer(node.inputs[0]);
    if (!isOpenGemm(inner) || uses(inner.outputs[0]) !== 1) return undefined;
    if (sameShape(addend.shape, product.shape)) {
      const matrix = graph.reshape(addend, inner.outputs[0].shape);
      return [graph.reshape(withBias(inner, matrix), product.shape)];
    }
    const [rows, columns] = inner.outputs[0].shape;
    if (isColumn(addend, rows, product)) {
      return [graph.reshape(withBias(inner, graph.reshape(addend, [rows, 1])), product.shape)];
    }
    if (columns !== product.shape.at(-1) || bias.shape.length !== 1) return undefined;
    return [graph.reshape(withBias(inner, bias), product.shape)];
  }

  function withBias({ inputs, outputs, attributes }: Node, bias: Value): Value {
    return graph.node('Gemm', [...inputs, bias], outputs[0].shape, outputs[0].type, { attributes });
  }
};

/** Whether an addend has one number for each row of a product that was reshaped. */
function isColumn(addend: Value, rows: number, product: Value): boolean {
  const ones = new Array<number>(product.shape.length - 1).fill(1);
  return product.shape[0] === rows && sameShape(addend.shape, [rows, ...ones]);
}

const isOpenGemm = (node: Node | undefined): node is Node =>
  node?.operator === 'Gemm' && node.inputs.length === 2;

/**
 * An activation stands at its product, where ONNX Runtime fuses the two, and not behind a reshape.
 */
const activationOfGemm: Rule = ({ operator, inputs, outputs, attributes }, { graph }) => {
  const reshape = UNARY.has(operator) ? graph.producer(inputs[0]) : undefined;
  if (reshape?.operator !== 'Reshape') return undefined;
  const x = reshape.inputs[0]!;
  const [{ shape, type }] = outputs;
  const source = graph.producer(x);
  const follows =
    source?.operator === 'Gemm' || graph.producer(source?.inputs[0])?.operator === 'Gemm';
  if (!follows) return undefined;
  const result = graph.node(operator, [x, ...inputs.slice(1)], x.shape, type, { attributes });
  return [graph.reshape(result, shape)];
};

/** The rules of {@link foldIntoGemm}. */
export const gemmRules: readonly Rule[] = [transposedFactor, addedToGemm, activationOfGemm];
