import { broadcastShapes } from '../broadcast.js';
import type { GraphBuilder } from '../builder.js';
import { BROADCASTING, UNARY } from '../elementwiseOperators.js';
import type { Graph, Value } from '../graph.js';
import { rewrite, type Rule } from '../rewrite.js';
import { withoutLeadingOnes } from './reshapes.js';

/**
 * Lets element by element operators work on values before they are expanded, and expands the result
 * only where it must be: gradients of sums and means are numbers copied to every element.
 */
export function postponeExpansions(graph: Graph): Graph {
  return rewrite(graph, expansionRules);
}

const elementwiseOfExpanded: Rule = ({ operator, inputs, outputs, attributes }, { graph }) => {
  const broadcasts = BROADCASTING.has(operator);
  if (!broadcasts && !UNARY.has(operator)) return undefined;
  const sources = inputs.map((value, i) =>
    value && (broadcasts || i === 0) ? sourceOf(value, graph) : value,
  );
  if (sources.every((value, i) => value === inputs[i])) return undefined;
  const shapes = broadcasts ? sources.map((value) => value!.shape) : [sources[0]!.shape];
  const [{ shape, type }] = outputs;
  const result = graph.node(operator, sources, broadcastShapes(...shapes), type, { attributes });
  return [graph.expand(result, shape)];
};

/** The value before its expansion; broadcasting expands it anyway. */
function sourceOf(value: Value, graph: GraphBuilder): Value {
  const node = graph.producer(value);
  if (node?.operator === 'Expand') return sourceOf(node.inputs[0]!, graph);
  const data = graph.constantData(value);
  if (data?.length === 1) return graph.constant(data, [], value.type);
  return withoutLeadingOnes(value, (x) => graph.producer(x));
}

/**
 * Every element is the same, so a reshape expands to another shape, and a transpose
 * or slice likewise.
 */
const rearrangedScalar: Rule = ({ operator, inputs, outputs }, { graph }) => {
  if (!['Reshape', 'Transpose', 'Slice', 'Expand', 'Gather', 'Split'].includes(operator))
    return undefined;
  const node = graph.producer(inputs[0]);
  const source = node?.operator === 'Expand' ? sourceOf(node.inputs[0]!, graph) : undefined;
  if (source === undefined || source.shape.length > 0) return undefined;
  return outputs.map(({ shape }) => graph.expand(source, shape));
};

/** The rules of {@link postponeExpansions}. */
export const expansionRules: readonly Rule[] = [elementwiseOfExpanded, rearrangedScalar];
