import type { Graph } from '../graph.js';
import { rewrite, type Rule } from '../rewrite.js';

/**
 * Takes the mask of a relu's gradient from its output, which is positive where its input is:
 * the input need not be kept, and ONNX Runtime can fuse the relu with the product before it.
 */
export function maskByReluOutput(graph: Graph): Graph {
  return rewrite(graph, reluMaskRules);
}

const stepOfRelu: Rule = ({ operator, inputs, outputs, attributes }, { graph }) => {
  const isStep = operator === 'HardSigmoid' && attributes.alpha.value === 1e38;
  const relu = isStep ? graph.find('Relu', [inputs[0]!]) : undefined;
  const [{ shape, type }] = outputs;
  return relu && [graph.node(operator, relu.outputs, shape, type, { attributes })];
};

/** The rules of {@link maskByReluOutput}. */
export const reluMaskRules: readonly Rule[] = [stepOfRelu];
