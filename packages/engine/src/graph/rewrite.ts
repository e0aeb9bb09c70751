import { GraphBuilder } from './builder.js';
import type { Graph, Node, Value } from './graph.js';

/** The graph in the middle of a rewrite. */
export interface Rewriting {
  /** What has been rewritten so far; a rule appends its replacement here. */
  readonly graph: GraphBuilder;
  /** How many nodes and outputs use a value; 0 where that is not known yet. */
  readonly uses: (value: Value) => number;
}

/**
 * Looks at one node, whose inputs are rewritten already, and returns values that
 * replace its outputs, or `undefined` to leave it as it is.
 */
export type Rule = (node: Node, rewriting: Rewriting) => readonly Value[] | undefined;

/** Records a graph anew, node by node; the first rule that knows better replaces a node. */
export function rewrite(graph: Graph, rules: readonly Rule[]): Graph {
  const builder = new GraphBuilder();
  const replacements = new Map<Value, Value>();
  const oldUses = countUses(graph);
  const newUses = new Map<Value, number>();
  const replace = (old: Value, value: Value) => {
    replacements.set(old, value);
    newUses.set(value, (newUses.get(value) ?? 0) + (oldUses.get(old) ?? 0));
  };
  const rewriting: Rewriting = { graph: builder, uses: (value) => newUses.get(value) ?? 0 };

  for (const value of graph.inputs) replace(value, builder.declare(value));
  for (const [value, data] of graph.constants) {
    replace(value, builder.constant(data, value.shape, value.type));
  }
  for (const old of graph.nodes) {
    const node = { ...old, inputs: old.inputs.map((value) => value && replacements.get(value)) };
    let outputs: readonly Value[] | undefined;
    for (const rule of rules) outputs ??= rule(node, rewriting);
    outputs ??= builder.nodes(node.operator, node.inputs, node.outputs, node);
    for (const [i, value] of old.outputs.entries()) replace(value, outputs[i]);
  }
  return builder.build(
    Object.fromEntries(graph.outputs.map(({ name, value }) => [name, replacements.get(value)!])),
  );
}

function countUses({ nodes, outputs }: Graph): Map<Value, number> {
  const uses = new Map<Value, number>();
  const count = (value: Value) => uses.set(value, (uses.get(value) ?? 0) + 1);
  for (const { inputs } of nodes) for (const value of inputs) if (value) count(value);
  for (const { value } of outputs) count(value);
  return uses;
}
