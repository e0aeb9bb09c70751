import { float } from '../attributes.js';
import type { GraphBuilder } from '../builder.js';
import { sameShape } from '../builder.js';
import type { Graph, Node, Value } from '../graph.js';
import { rewrite, type Rule } from '../rewrite.js';
import { removeDeadNodes } from './deadNodes.js';
import { numberOf } from './simplifyArithmetic.js';

/**
 * Lets products multiply by a number as they write their results, and sums after they have added
 * up, in the place of a pass over what is multiplied and summed. Comes last: other rules would have
 * to know about the number.
 */
export function scaleInProducts(graph: Graph): Graph {
  const nodes = graph.nodes.map(({ loop, ...node }): Node =>
    loop ? { ...node, loop: { ...loop, body: scaleInProducts(loop.body) } } : node,
  );
  return removeDeadNodes(rewrite({ ...graph, nodes }, [scaledFactor, sumOfScaled]));
}

const scaledFactor: Rule = ({ operator, inputs, outputs, attributes }, { graph }) => {
  if (operator !== 'Gemm') return undefined;
  const [left, right, ...addend] = inputs as [Value, Value, ...Value[]];
  const [a, b] = [scaled(left, graph), scaled(right, graph)];
  const number = (a?.number ?? 1) * (b?.number ?? 1);
  if (a === undefined && b === undefined) return undefined;
  const [{ shape, type }] = outputs;
  const factors = [a?.rest ?? left, b?.rest ?? right, ...addend];
  return [
    graph.node('Gemm', factors, shape, type, {
      attributes: { ...attributes, alpha: float(number) },
    }),
  ];
};

const sumOfScaled: Rule = ({ operator, inputs, outputs, attributes }, { graph }) => {
  const [x, axes] = inputs as [Value, Value];
  const from = operator === 'ReduceSum' ? scaled(x, graph) : undefined;
  if (from === undefined) return undefined;
  const [{ shape, type }] = outputs;
  const sum = graph.node('ReduceSum', [from.rest, axes], shape, type, { attributes });
  return [graph.node('Mul', [sum, graph.scalar(from.number)], shape, type)];
};

/** What a value is, if it is something times a known number. */
function scaled(value: Value, graph: GraphBuilder): { rest: Value; number: number } | undefined {
  const node = graph.producer(value);
  if (node?.operator !== 'Mul' || value.type !== 'float32') return undefined;
  const [a, b] = node.inputs as [Value, Value];
  for (const [rest, factor] of [
    [a, b],
    [b, a],
  ]) {
    const number = numberOf(factor, graph);
    if (number !== undefined && sameShape(rest.shape, value.shape)) return { rest, number };
  }
  return undefined;
}
