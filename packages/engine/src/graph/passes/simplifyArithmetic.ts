import { sizeOf } from '../../tensor.js';
import { constantOf, sameShape, type GraphBuilder } from '../builder.js';
import type { Graph, Value } from '../graph.js';
import { rewrite, type Rewriting, type Rule } from '../rewrite.js';

/**
 * Computes numbers that are known, drops x + 0, x - 0, x * 1 and x / 1, and merges known factors.
 */
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
  if (evaluate === undefined || type !== 'float32' || sizeOf(shape) !== 1) return undefined;
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

/** A value as a product of something and a known number. */
interface Scaled {
  /** Absent where the value is the number itself. */
  readonly rest?: Value;
  readonly number: number;
}

/** Sees through products with known numbers that nobody else uses: taking them apart saves work. */
function scaled(value: Value, { graph, uses }: Rewriting): Scaled {
  const known = numberOf(value, graph);
  if (known !== undefined) return { number: known };
  const node = uses(value) === 1 && value.type === 'float32' ? graph.producer(value) : undefined;
  const [a, b] = (node?.inputs ?? []) as [Value, Value];
  if (node?.operator === 'Neg') return { rest: a, number: -1 };
  if (node?.operator === 'Mul' || node?.operator === 'Div') {
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

/** (x * a) * b = x * (a b), (x * a) * (y * b) = (x * y) * (a b) and -(x * a) = x * (-a). */
const mergedFactors: Rule = ({ operator, inputs, outputs }, rewriting) => {
  const [{ shape, type }] = outputs;
  if (!['Mul', 'Div', 'Neg'].includes(operator) || type !== 'float32') return undefined;
  const { graph } = rewriting;
  const a = scaled(inputs[0]!, rewriting);
  const b: Scaled = operator === 'Neg' ? { number: -1 } : scaled(inputs[1]!, rewriting);
  if (a.number === 1 || b.number === 1 || (operator === 'Div' && b.rest)) return undefined;
  const rest =
    a.rest && b.rest ? graph.node('Mul', [a.rest, b.rest], shape, type) : (a.rest ?? b.rest);
  if (rest === undefined || !sameShape(rest.shape, shape)) return undefined;
  const number = operator === 'Div' ? a.number / b.number : a.number * b.number;
  return [graph.node('Mul', [rest, graph.scalar(number)], shape, type)];
};

/** x * a + y * a = (x + y) * a, and with other signs. */
const commonFactor: Rule = ({ operator, inputs, outputs }, rewriting) => {
  const [{ shape, type }] = outputs;
  if ((operator !== 'Add' && operator !== 'Sub') || type !== 'float32') return undefined;
  const [a, b] = inputs.map((value) => scaled(value!, rewriting));
  const [size, other] = [Math.abs(a.number), Math.abs(b.number)];
  if (!a.rest || !b.rest || size === 1 || size !== other) return undefined;
  const { graph } = rewriting;
  const minus = (operator === 'Sub') === (a.number === b.number);
  const sum = graph.node(minus ? 'Sub' : 'Add', [a.rest, b.rest], shape, type);
  return [graph.node('Mul', [sum, graph.scalar(a.number)], shape, type)];
};

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
export function numberOf(value: Value | undefined, graph: GraphBuilder): number | undefined {
  const data = graph.constantData(value);
  return data?.length === 1 ? Number(data[0]) : undefined;
}

/** The rules of {@link simplifyArithmetic}. */
export const arithmeticRules: readonly Rule[] = [
  constantNumbers,
  reshapedConstant,
  neutralOperand,
  mergedFactors,
  commonFactor,
  negatedOperand,
];
