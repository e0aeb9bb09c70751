import { sameShape } from '../builder.js';
import type { Graph, Node, Value } from '../graph.js';
import { rewrite, type Rule } from '../rewrite.js';

/** Drops identities, reshapes of reshapes, pairs of transposes, and splits of what was joined. */
export function simplifyReshapes(graph: Graph): Graph {
  return rewrite(graph, reshapeRules);
}

const identity: Rule = ({ operator, inputs, outputs }) => {
  const [x] = inputs;
  const same =
    x !== undefined && x.type === outputs[0].type && sameShape(x.shape, outputs[0].shape);
  const idle = ['Identity', 'Reshape', 'Expand', 'Cast'].includes(operator);
  return same && idle ? [x] : undefined;
};

const reshapeOfReshape: Rule = ({ operator, inputs, outputs }, { graph }) => {
  const inner = graph.producer(inputs[0]);
  if (operator !== 'Reshape' || inner?.operator !== 'Reshape') return undefined;
  return [graph.reshape(inner.inputs[0]!, outputs[0].shape)];
};

const transposeOfTranspose: Rule = (node, { graph }) => {
  const inner = graph.producer(node.inputs[0]);
  if (node.operator !== 'Transpose' || inner?.operator !== 'Transpose') return undefined;
  const first = permutationOf(inner);
  return [
    graph.transpose(
      inner.inputs[0]!,
      permutationOf(node).map((axis) => first[axis]),
    ),
  ];
};

/** A transpose which only moves axes of extent 1 keeps the order of the elements. */
const transposeOfOnes: Rule = (node, { graph }) => {
  if (node.operator !== 'Transpose') return undefined;
  const x = node.inputs[0]!;
  const moved = permutationOf(node).filter((axis) => x.shape[axis] !== 1);
  if (moved.some((axis, i) => i > 0 && axis < moved[i - 1])) return undefined;
  return [graph.reshape(x, node.outputs[0].shape)];
};

/** What was put together to be taken apart at the same places, as parts of one result are. */
const splitOfConcat: Rule = ({ operator, inputs, outputs, attributes }, { graph }) => {
  const inner = graph.producer(inputs[0]);
  if (operator !== 'Split' || inner?.operator !== 'Concat') return undefined;
  const sameAxis = attributes.axis.value === inner.attributes.axis.value;
  const parts = inner.inputs as readonly Value[];
  const same =
    sameAxis &&
    parts.length === outputs.length &&
    outputs.every(({ shape }, i) => sameShape(shape, parts[i].shape));
  return same ? parts : undefined;
};

/** The permutation of a Transpose node. */
export function permutationOf({ attributes }: Node): readonly number[] {
  return attributes.perm.value as readonly number[];
}

/**
 * The value before reshapes and expansions that only add axes of extent 1 in front;
 * broadcasting adds them anyway.
 */
export function withoutLeadingOnes(x: Value, producer: (value: Value) => Node | undefined): Value {
  const node = producer(x);
  const inner = node?.operator === 'Reshape' ? node.inputs[0]! : undefined;
  if (inner === undefined || inner.shape.length >= x.shape.length) return x;
  const added = x.shape.length - inner.shape.length;
  const onlyOnes = x.shape.slice(0, added).every((dimension) => dimension === 1);
  return onlyOnes && sameShape(x.shape.slice(added), inner.shape) ? inner : x;
}

/** The rules of {@link simplifyReshapes}. */
export const reshapeRules: readonly Rule[] = [
  identity,
  reshapeOfReshape,
  transposeOfTranspose,
  transposeOfOnes,
  splitOfConcat,
];
