import { int } from '../attributes.js';
import { sameShape, type GraphBuilder } from '../builder.js';
import type { Graph, Loop, Node, Value } from '../graph.js';
import { rewrite, type Rule } from '../rewrite.js';
import { removeDeadNodes } from './deadNodes.js';
import { numberOf } from './simplifyArithmetic.js';

/**
 * Takes sums over steps out of loops: in the place of one small product a step, which is added to a
 * state, one large product of all steps after the loop. So arise the gradients of weights that each
 * step uses.
 */
export function takeSumsOutOfLoops(graph: Graph): Graph {
  return rewrite(graph, [sumsOfLoop]);
}

/** What a step adds to a state. */
interface Term {
  /** The sum of the rows of one part, or a product of two whose rows are summed over. */
  readonly operator: 'ReduceSum' | 'Gemm';
  /** Values of a step, `[rows, columns]`. */
  readonly parts: readonly Value[];
}

const sumsOfLoop: Rule = ({ loop, ...node }, { graph }) => {
  if (!loop) return undefined;
  const sums = loop.body.outputs.slice(0, loop.states).map((_, i) => termsOf(i, loop));
  if (sums.every((terms) => terms === undefined)) return undefined;
  const isSum = (i: number) => i < loop.states && sums[i] !== undefined;
  const { body } = loop;
  const others = body.outputs.slice(loop.states).map(({ value }) => value);
  /** The sequence of a value of the steps: one that the loop reads, or one that it makes. */
  const sequences = new Map<Value, () => Value>();
  for (let i = loop.states; i < loop.states + loop.sequences; i++) {
    sequences.set(body.inputs[i], () => node.inputs[i]!);
  }
  const wanted = new Set(sums.flatMap((terms) => (terms ?? []).flatMap(({ parts }) => parts)));
  const added = [...wanted].filter((part) => !sequences.has(part) && !others.includes(part));
  const states = body.outputs.slice(0, loop.states).filter((_, i) => !isSum(i));
  const made = [...states.map(({ value }) => value), ...others, ...added];
  const smaller: Loop = {
    ...loop,
    states: states.length,
    body: removeDeadNodes({
      ...body,
      inputs: body.inputs.filter((_, i) => !isSum(i)),
      outputs: made.map((value, i) => ({ name: `output${i}`, value })),
    }),
  };
  const outputs = graph.nodes(
    node.operator,
    node.inputs.filter((_, i) => !isSum(i)),
    made.map(({ shape, type }, i) => ({
      shape: i < states.length ? shape : [loop.steps, ...shape],
      type,
    })),
    { ...node, loop: smaller },
  );
  made.slice(states.length).forEach((value, i) => {
    sequences.set(value, () => outputs[states.length + i]);
  });
  const rest = outputs.values();
  return node.outputs.map((_, i) => {
    const terms = i < loop.states ? sums[i] : undefined;
    if (!terms) return rest.next().value!;
    return terms.reduce((sum, { operator, parts }) => {
      const rows = parts.map((part) => rowsOf(sequences.get(part)!(), graph));
      return sumWith(operator, rows, sum, graph);
    }, node.inputs[i]!);
  });
};

/** What all steps add to a state, if that is all that happens to it. */
function termsOf(state: number, { body, states, sequences }: Loop): readonly Term[] | undefined {
  const { nodes, inputs, outputs, constants } = body;
  const before = inputs[state];
  const makerOf = (value: Value) => nodes.find(({ outputs }) => outputs.includes(value));
  const usesOf = (value: Value) =>
    nodes.reduce((count, { inputs }) => count + inputs.filter((x) => x === value).length, 0) +
    outputs.filter((output) => output.value === value).length;
  const terms: Term[] = [];
  const reached: Value[] = [];
  /** Whether a value is the state with terms added, or terms alone; nobody else may use it. */
  const collect = (value: Value | undefined): boolean => {
    if (value === before) reached.push(value);
    if (value === undefined || value === before) return true;
    if (usesOf(value) !== 1 || !sameShape(value.shape, before.shape)) return false;
    const node = makerOf(value);
    if (node?.operator === 'Add') return node.inputs.every(collect);
    const isProduct = node?.operator === 'Gemm' && isOverRows(node);
    if (!isProduct && !isSumOfRows(node, constants)) return false;
    const { inputs } = node!;
    terms.push(
      isProduct
        ? { operator: 'Gemm', parts: [inputs[0]!, inputs[1]!] }
        : { operator: 'ReduceSum', parts: [inputs[0]!] },
    );
    return !isProduct || collect(inputs[2]);
  };
  const isOfSteps = (part: Value) =>
    makerOf(part) !== undefined || inputs.slice(0, states + sequences).includes(part);
  const whole = usesOf(before) === 1 && collect(outputs[state].value) && terms.length > 0;
  if (!whole || reached.length === 0) return undefined;
  return terms.every(({ parts }) => parts.every(isOfSteps)) ? terms : undefined;
}

function isOverRows({ attributes: { transA, transB } }: Node): boolean {
  return transA.value === 1 && transB.value === 0;
}

function isSumOfRows(node: Node | undefined, constants: Graph['constants']): boolean {
  if (node?.operator !== 'ReduceSum' || node.attributes.keepdims.value !== 0) return false;
  const [part, axes] = node.inputs;
  return part!.shape.length === 2 && constants.get(axes!)?.toString() === '0';
}

/** All steps below each other. */
function rowsOf(sequence: Value, graph: GraphBuilder): Value {
  const [steps, rows, columns] = sequence.shape;
  return graph.reshape(sequence, [steps * rows, columns]);
}

function sumWith(
  operator: Term['operator'],
  parts: readonly Value[],
  sum: Value,
  graph: GraphBuilder,
): Value {
  const { shape, type } = sum;
  const first = isZeros(sum, graph);
  if (operator === 'Gemm') {
    const attributes = { transA: int(1), transB: int(0) };
    return graph.node(operator, first ? parts : [...parts, sum], shape, type, { attributes });
  }
  const attributes = { keepdims: int(0) };
  const rows = graph.node(operator, [...parts, graph.indices([0])], shape, type, { attributes });
  return first ? rows : graph.node('Add', [sum, rows], shape, type);
}

function isZeros(value: Value, graph: GraphBuilder): boolean {
  const maker = graph.producer(value);
  return numberOf(maker?.operator === 'Expand' ? maker.inputs[0] : value, graph) === 0;
}
