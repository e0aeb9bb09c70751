import type { GraphBuilder } from '../../graph/builder.js';
import type { Value } from '../../graph/graph.js';
import { kernel, type Inputs } from '../kernel.js';
import { elementwise } from './elementwise.js';

type Pair = Inputs<'a' | 'b'>;

/** Order is not defined on booleans in ONNX. */
const ordered = (graph: GraphBuilder, x: Value) => (x.type === 'bool' ? graph.cast(x, 'int32') : x);

const not = (graph: GraphBuilder, x: Value) => graph.node('Not', [x], x.shape, 'bool');

const comparison = (name: string, operator: string) =>
  kernel(name, (graph, { a, b }: Pair) =>
    elementwise(graph, operator, [ordered(graph, a), ordered(graph, b)], 'bool'),
  );

const logical = (name: string, operator: string) =>
  kernel(name, (graph, { a, b }: Pair) =>
    elementwise(graph, operator, [graph.cast(a, 'bool'), graph.cast(b, 'bool')], 'bool'),
  );

/** ONNX Runtime chooses between numbers only. */
function select(graph: GraphBuilder, condition: Value, t: Value, e: Value): Value {
  const choices = [ordered(graph, t), ordered(graph, e)];
  return graph.cast(elementwise(graph, 'Where', [condition, ...choices], choices[0].type), t.type);
}

/** Comparisons, logic and choice. */
export const comparisons = [
  comparison('Greater', 'Greater'),
  comparison('GreaterEqual', 'GreaterOrEqual'),
  comparison('Less', 'Less'),
  comparison('LessEqual', 'LessOrEqual'),
  comparison('Equal', 'Equal'),
  kernel('NotEqual', (graph, { a, b }: Pair) =>
    not(graph, elementwise(graph, 'Equal', [ordered(graph, a), ordered(graph, b)], 'bool')),
  ),
  logical('LogicalAnd', 'And'),
  logical('LogicalOr', 'Or'),
  logical('LogicalXor', 'Xor'),
  kernel('LogicalNot', (graph, { x }: Inputs<'x'>) => not(graph, graph.cast(x, 'bool'))),
  kernel('IsNan', (graph, { x }: Inputs<'x'>) =>
    elementwise(graph, 'IsNaN', [graph.cast(x, 'float32')], 'bool'),
  ),
  kernel('IsInf', (graph, { x }: Inputs<'x'>) =>
    elementwise(graph, 'IsInf', [graph.cast(x, 'float32')], 'bool'),
  ),
  kernel('IsFinite', (graph, { x }: Inputs<'x'>) => {
    // Only for finite x is x - x not NaN.
    const difference = elementwise(graph, 'Sub', [x, x]);
    return elementwise(graph, 'Equal', [difference, graph.scalar(0, x.type)], 'bool');
  }),
  kernel('Select', (graph, { condition, t, e }: Inputs<'condition' | 't' | 'e'>) =>
    select(graph, condition, t, e),
  ),
];
