import type { Graph } from './graph.js';
import { arithmeticRules } from './passes/simplifyArithmetic.js';
import { removeDeadNodes } from './passes/deadNodes.js';
import { exchangeRules } from './passes/exchanges.js';
import { expansionRules } from './passes/expansions.js';
import { gemmRules } from './passes/gemm.js';
import { imagesLastRules } from './passes/keepImagesLast.js';
import { reluMaskRules } from './passes/reluMasks.js';
import { reshapeRules } from './passes/reshapes.js';
import { scaleInProducts } from './passes/scaledProducts.js';
import { takeSumsOutOfLoops } from './passes/sumsOfLoops.js';
import { rewrite, type Rule } from './rewrite.js';

const RULES = [
  ...reshapeRules,
  ...expansionRules,
  ...arithmeticRules,
  ...gemmRules,
  ...reluMaskRules,
  ...imagesLastRules,
];

/** What comes last, because the rules above would undo it or take it for something to move. */
const FINAL_RULES = [...exchangeRules, ...reshapeRules, ...gemmRules];

/** Enough for any chain of rewrites met so far; each round is one walk over the graph. */
const MAXIMUM_ROUNDS = 20;

/** A graph with the same inputs, outputs and results, which runs faster. */
export function optimise(graph: Graph): Graph {
  return scaleInProducts(simplified(graph));
}

function simplified(graph: Graph): Graph {
  const whole = repeat(repeat(removeDeadNodes(graph), RULES), FINAL_RULES);
  if (!whole.nodes.some(({ loop }) => loop)) return whole;
  const nodes = whole.nodes.map(({ loop, ...node }) =>
    loop ? { ...node, loop: { ...loop, body: simplified(loop.body) } } : node,
  );
  return repeat(takeSumsOutOfLoops({ ...whole, nodes }), FINAL_RULES);
}

function repeat(graph: Graph, rules: readonly Rule[]): Graph {
  let current = graph;
  for (let round = 0; round < MAXIMUM_ROUNDS; round++) {
    const fired = new Set<Rule>();
    const watched = rules.map((rule): Rule => (node, rewriting) => {
      const outputs = rule(node, rewriting);
      if (outputs) fired.add(rule);
      return outputs;
    });
    current = removeDeadNodes(rewrite(current, watched));
    if (fired.size === 0) break;
  }
  return current;
}
