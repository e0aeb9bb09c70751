import { BROADCASTING, UNARY } from '../elementwiseOperators.js';
import { sameShape, type GraphBuilder } from '../builder.js';
import type { Graph, Node, Value } from '../graph.js';
import { exchanged, imagesFirst, imagesLast, withImagesLast } from '../imagesLast.js';
import { rewrite, type Rule } from '../rewrite.js';

/**
 * Moves the exchanges behind convolutions past the operators that follow, until they meet those
 * before the next convolution and vanish: what lies between the two works with images last, too.
 */
export function keepImagesLast(graph: Graph): Graph {
  return rewrite(graph, imagesLastRules);
}

const elementwise: Rule = ({ operator, inputs, outputs, attributes }, { graph }) => {
  const broadcasts = BROADCASTING.has(operator);
  if (!broadcasts && !UNARY.has(operator)) return undefined;
  const [{ shape, type }] = outputs;
  const moves = (value: Value | undefined) =>
    withImagesLast(graph, value) !== undefined && sameShape(value!.shape, shape);
  if (!(broadcasts ? inputs : inputs.slice(0, 1)).some(moves)) return undefined;
  const operands = inputs.map((value, i) =>
    value && (broadcasts || i === 0) ? operand(graph, value, shape) : value,
  );
  if (operands.some((value, i) => value === undefined && inputs[i] !== undefined)) return undefined;
  return [
    imagesFirst(graph, graph.node(operator, operands, exchanged(shape), type, { attributes })),
  ];
};

/**
 * An operand as it is needed beside others with images last; `undefined` where it
 * would have to be expanded.
 */
function operand(graph: GraphBuilder, value: Value, shape: readonly number[]): Value | undefined {
  if (value.shape.length === 0) return value;
  if (sameShape(value.shape, shape)) return imagesLast(graph, value);
  const perChannel = value.shape.slice(0, -1).every((extent) => extent === 1);
  const ones = new Array<number>(shape.length - 1).fill(1);
  return perChannel ? graph.reshape(value, [value.shape.at(-1)!, ...ones]) : undefined;
}

const REDUCTIONS = new Set(['ReduceSum', 'ReduceMean', 'ReduceMax', 'ReduceMin', 'ReduceProd']);

const reduction: Rule = (node, { graph }) => {
  const { operator, inputs, outputs, attributes } = node;
  const x = REDUCTIONS.has(operator) ? withImagesLast(graph, inputs[0]) : undefined;
  if (x === undefined) return undefined;
  const [{ shape, type }] = outputs;
  const places = exchanged([...x.shape.keys()]);
  const axes = axesOf(node, graph).map((axis) => places[axis]);
  const keep = attributes.keepdims.value === 1;
  // Several axes would come out in another order.
  if (!keep && x.shape.length - axes.length > 1) return undefined;
  const result = graph.node(
    operator,
    [x, graph.indices(axes.sort((a, b) => a - b))],
    keep ? exchanged(shape) : shape,
    type,
    { attributes },
  );
  return [keep ? imagesFirst(graph, result) : result];
};

/** What is reduced over each image needs not be made a row first. */
const reductionOfRows: Rule = (node, { graph }) => {
  const { operator, inputs, outputs, attributes } = node;
  const reshape = REDUCTIONS.has(operator) ? graph.producer(inputs[0]) : undefined;
  const x = reshape?.operator === 'Reshape' ? reshape.inputs[0]! : undefined;
  if (x === undefined || withImagesLast(graph, x) === undefined) return undefined;
  const isRow = inputs[0]!.shape.length === 2 && inputs[0]!.shape[0] === x.shape[0];
  if (!isRow || axesOf(node, graph).join() !== '1' || attributes.keepdims.value === 1)
    return undefined;
  const [{ shape, type }] = outputs;
  const axes = graph.indices([...x.shape.keys()].slice(1));
  return [graph.node(operator, [x, axes], shape, type, { attributes })];
};

function axesOf({ inputs }: Node, graph: GraphBuilder): number[] {
  const rank = inputs[0]!.shape.length;
  const data = graph.constantData(inputs[1]) as BigInt64Array | undefined;
  if (data === undefined) return [...inputs[0]!.shape.keys()];
  return Array.from(data, (axis) => (Number(axis) + rank) % rank);
}

/** The rules of {@link keepImagesLast}. */
export const imagesLastRules: readonly Rule[] = [elementwise, reductionOfRows, reduction];
