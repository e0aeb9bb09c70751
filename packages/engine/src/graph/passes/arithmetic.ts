import type { GraphBuilder } from '../builder.js';
import { constantOf, sameShape } from '../builder.js';
import type { Graph, Node, Value } from '../graph.js';
import { rewrite, type Rule } from '../rewrite.js';

/** Computes numbers that are known, drops x + 0, x - 0, x * 1 and x / 1, and merges factors: (x * a) * b. */
export function simplifyArithmetic(graph: Graph): Graph {
  return rewrite(graph, arithmeticRules);
}

const EVALUATORS: Readonly<Partial<Record<string, (...values: number[]) => number>>> = {
  Add: (a, b) => a + b,
  Sub: (a, b) => a - b,
  Mul: (a, b) => a * b,
  Div: (a, b) => a / b,
  Max: Math.max,
  Min: Math.min,
  Neg: (a) => -a,
  Abs: Math.abs,
  Sqrt: Math.sqrt,
  Reciprocal: (a) => 1 / a,
};

/** Single numbers of known value; larger constants are left to ONNX Runtime. */
const constantNumbers: Rule = ({ operator, inputs, outputs }, { graph }) => {
  const evaluate = EVALUATORS[operator];
  const [{ shape, type }] = outputs;
  if (evaluate === undefined || type !== 'float32' || shape.length > 0) return undefined;
  const values = inputs.map((value) => numberOf(value, graph));
  if (values.includes(undefined)) return undefined;
  return [graph.constant(constantOf(type, [evaluate(...(values as number[]))]), shape, type)];
};

const reshapedConstant: Rule = ({ operator, inputs, outputs }, { graph }) => {
  const data = operator === 'Reshape' ? graph.constantData(inputs[0]) : undefined;
  const [{ shape, type }] = outputs;
  return data && [graph.constant(data, shape, type)];
};

const NEUTRAL: Readonly<Partial<Record<string, number>>> = { Add: 0, Sub: 0, Mul: 1, Div: 1 };

const neutralOperand: Rule = ({ operator, inputs, outputs }, { graph }) => {
  const neutral = NEUTRAL[operator];
  if (neutral === undefined) return undefined;
  const [a, b] = inputs as [Value, Value];
  const commutes = operator === 'Add' || operator === 'Mul';
  const keeps = (x: Value) => sameShape(x.shape, outputs[0].shape);
  if (keeps(a) && numberOf(b, graph) === neutral) return [a];
  if (commutes && keeps(b) && numberOf(a, graph) === neutral) return [b];
  return undefined;
};

/** (x * a) * b = x * (a b), and (x * a) * (y * b) = (x * y) * (a b), where nobody else wants the inner products. */
const mergedFactors: Rule = (node, { graph, uses }) => {
  if (node.operator !== 'Mul' && node.operator !== 'Div') return undefined;
  const factors = node.inputs.map((value) => {
    const number = numberOf(value, graph);
    return number === undefined
      ? scaled(value!, graph, uses(value!) === 1)
      : { rest: undefined, number };
  });
  const known = factors.filter(({ number }) => number !== 1);
  if (known.length < 2 || node.outputs[0].type !== 'float32') return undefined;
  const [a, b] = factors;
  if (node.operator === 'Div' && b.rest !== undefined) return undefined;
  const number = node.operator === 'Div' ? a.number / b.number : a.number * b.number;
  const rest =
    a.rest && b.rest
      ? graph.node('Mul', [a.rest, b.rest], node.outputs[0].shape, 'float32')
      : (a.rest ?? b.rest);
  if (rest === undefined || !sameShape(rest.shape, node.outputs[0].shape)) return undefined;
  return [graph.node('Mul', [rest, graph.scalar(number)], rest.shape, 'float32')];
};

/** A value as a product of something and a known number. */
function scaled(
  value: Value,
  graph: GraphBuilder,
  alone: boolean,
): { rest: Value | undefined; number: number } {
  const node: Node | undefined = alone ? graph.producer(value) : undefined;
  if (node?.operator === 'Mul' || node?.operator === 'Div') {
    const [a, b] = node.inputs as [Value, Value];
    const [left, right] = [numberOf(a, graph), numberOf(b, graph)];
    if (right !== undefined && sameShape(a.shape, value.shape)) {
      return { rest: a, number: node.operator === 'Div' ? 1 / right : right };
    }
    if (left !== undefined && node.operator === 'Mul' && sameShape(b.shape, value.shape)) {
      return { rest: b, number: left };
    }
  }
  return { rest: value, number: 1 };
}

/** a + (-b) = a - b and a - (-b) = a + b. */
const negatedOperand: Rule = ({ operator, inputs, outputs }, { graph }) => {
  if (operator !== 'Add' && operator !== 'Sub') return undefined;
  const [a, b] = inputs as [Value, Value];
  const [{ shape, type }] = outputs;
  const negated = (value: Value) => {
    const node = graph.producer(value);
    return node?.operator === 'Neg' ? node.inputs[0] : undefined;
  };
  const right = negated(b);
  if (right) return [graph.node(operator === 'Add' ? 'Sub' : 'Add', [a, right], shape, type)];
  const left = operator === 'Add' ? negated(a) : undefined;
  return left && [graph.node('Sub', [b, left], shape, type)];
};

/** The number that a constant of one element holds. */
function numberOf(value: Value | undefined, graph: GraphBuilder): number | undefined {
  const data = graph.constantData(value);
  return data?.length === 1 ? Number(data[0]) : undefined;
}

/** The rules of {@link simplifyArithmetic}. */
export const arithmeticRules: readonly Rule[] = [
  constantNumbers,
  reshapedConstant,
  neutralOperand,
  mergedFactors,
  negatedOperand,
];
