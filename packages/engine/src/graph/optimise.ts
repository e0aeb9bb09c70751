import type { Graph } from './graph.js';
import { removeDeadNodes } from './passes/deadNodes.js';

/** A graph with the same inputs, outputs and results, which runs faster. */
export function optimise(graph: Graph): Graph {
  return removeDeadNodes(graph);
}
