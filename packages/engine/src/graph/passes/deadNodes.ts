import type { Graph, Node, Value } from '../graph.js';

/**
 * Removes nodes and constants that no output needs, and what loops make in vain. ONNX Runtime would
 * run such nodes: a gradient that nobody asked for can take a fifth of a step. Inputs stay.
 */
export function removeDeadNodes(graph: Graph): Graph {
  const alive = new Set<Value | undefined>(graph.outputs.map(({ value }) => value));
  const nodes = graph.nodes
    .toReversed()
    .filter(({ inputs, outputs }) => {
      if (!outputs.some((value) => alive.has(value))) return false;
      for (const value of inputs) alive.add(value);
      return true;
    })
    .reverse()
    .map((node) => withoutDeadOutputs(node, alive));
  const constants = new Map([...graph.constants].filter(([value]) => alive.has(value)));
  return { ...graph, nodes, constants };
}

/** A loop without the sequences that nobody reads; states stay, since the next step reads them. */
function withoutDeadOutputs(node: Node, alive: ReadonlySet<Value | undefined>): Node {
  const { loop, outputs } = node;
  if (!loop) return node;
  const isRead = (_: unknown, i: number) => i < loop.states || alive.has(outputs[i]);
  if (outputs.every(isRead)) return node;
  const body = removeDeadNodes({ ...loop.body, outputs: loop.body.outputs.filter(isRead) });
  return { ...node, outputs: outputs.filter(isRead), loop: { ...loop, body } };
}
