import type { Graph } from './graph.js';
import { arithmeticRules } from './passes/arithmetic.js';
import { removeDeadNodes } from './passes/deadNodes.js';
import { expansionRules } from './passes/expansions.js';
import { gemmRules } from './passes/gemm.js';
import { reluMaskRules } from './passes/reluMasks.js';
import { reshapeRules } from './passes/reshapes.js';
import { rewrite, type Rule } from './rewrite.js';

const RULES = [
  ...reshapeRules,
  ...expansionRules,
  ...arithmeticRules,
  ...gemmRules,
  ...reluMaskRules,
];

/** Enough for any chain of rewrites met so far; each round is one walk over the graph. */
const MAXIMUM_ROUNDS = 10;

/** A graph with the same inputs, outputs and results, which runs faster. */
export function optimise(graph: Graph): Graph {
  let current = removeDeadNodes(graph);
  for (let round = 0; round < MAXIMUM_ROUNDS; round++) {
    const fired = new Set<Rule>();
    const watched = RULES.map((rule): Rule => (node, rewriting) => {
      const outputs = rule(node, rewriting);
      if (outputs) fired.add(rule);
      return outputs;
    });
    current = removeDeadNodes(rewrite(current, watched));
    if (fired.size === 0) break;
  }
  return current;
}
