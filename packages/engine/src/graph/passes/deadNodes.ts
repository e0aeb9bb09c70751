import type { Graph, Value } from '../graph.js';

/**
 * Removes nodes and constants that no output needs. ONNX Runtime would run such nodes: a gradient
 * that nobody asked for can take a fifth of a step. Inputs stay.
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
    .reverse();
  const constants = new Map([...graph.constants].filter(([value]) => alive.has(value)));
  return { ...graph, nodes, constants };
}
