import type * as tf from '@tensorflow/tfjs-core';
import { float } from '../../graph/attributes.js';
import type { GraphBuilder, NodeOptions } from '../../graph/builder.js';
import type { Value } from '../../graph/graph.js';
import { kernel, type Inputs } from '../kernel.js';
import { elementwise } from './elementwise.js';

type X = Inputs<'x'>;

/** A kernel that is one ONNX operator and keeps the element type. */
const unary = (name: string, operator = name, options?: NodeOptions) =>
  kernel(name, (graph, { x }: X) => graph.node(operator, [x], x.shape, x.type, options));

/** A kernel that is one ONNX operator of floats; other types are converted before. */
const floatUnary = (name: string, operator = name) =>
  kernel(name, (graph, { x }: X) => apply(graph, operator, graph.cast(x, 'float32')));

const apply = (graph: GraphBuilder, operator: string, x: Value, options?: NodeOptions) =>
  graph.node(operator, [x], x.shape, x.type, options);

/**
 * log(1 + x) without the loss of digits near 0: the rounding error of 1 + x cancels
 * in the quotient (Goldberg 1991, "What every computer scientist should know about
 * floating-point arithmetic", theorem 4).
 */
function logarithmOfOnePlus(graph: GraphBuilder, x: Value): Value {
  const one = graph.scalar(1);
  const sum = elementwise(graph, 'Add', [x, one]);
  const rounded = elementwise(graph, 'Sub', [sum, one]);
  const tiny = elementwise(graph, 'Equal', [rounded, graph.scalar(0)], 'bool');
  const divisor = elementwise(graph, 'Where', [tiny, one, rounded], x.type);
  const quotient = elementwise(graph, 'Div', [x, divisor]);
  const logarithm = elementwise(graph, 'Where', [tiny, one, apply(graph, 'Log', sum)], x.type);
  // An infinite x would give inf * inf / inf.
  const infinite = elementwise(graph, 'Equal', [x, graph.scalar(Infinity)], 'bool');
  return elementwise(
    graph,
    'Where',
    [infinite, x, elementwise(graph, 'Mul', [logarithm, quotient])],
    x.type,
  );
}

/** exp(x) - 1 without the loss of digits near 0, where it is 2 t / (1 - t) with t = tanh(x / 2). */
function exponentialMinusOne(graph: GraphBuilder, x: Value): Value {
  const [half, one, two] = [graph.scalar(0.5), graph.scalar(1), graph.scalar(2)];
  const t = apply(graph, 'Tanh', elementwise(graph, 'Mul', [x, half]));
  const near = elementwise(graph, 'Div', [
    elementwise(graph, 'Mul', [t, two]),
    elementwise(graph, 'Sub', [one, t]),
  ]);
  const far = elementwise(graph, 'Sub', [apply(graph, 'Exp', x), one]);
  const small = elementwise(graph, 'Less', [apply(graph, 'Abs', x), half], 'bool');
  return elementwise(graph, 'Where', [small, near, far], x.type);
}

/**
 * softplus(x) = max(x, 0) - log(max(s, 1 - s)) with s = sigmoid(x), which the
 * gradient needs anyway; the operator Softplus is several times slower.
 */
function softplus(graph: GraphBuilder, x: Value): Value {
  const sigmoid = apply(graph, 'Sigmoid', x);
  const other = elementwise(graph, 'Sub', [graph.scalar(1), sigmoid]);
  const larger = elementwise(graph, 'Max', [sigmoid, other]);
  return elementwise(graph, 'Sub', [apply(graph, 'Relu', x), apply(graph, 'Log', larger)]);
}

/**
 * 1 where x > 0, else `alpha`: with alpha 0 one vectorised operator, a hard sigmoid of huge slope.
 */
function step(graph: GraphBuilder, x: Value, alpha: number): Value {
  if (alpha === 0) {
    return apply(graph, 'HardSigmoid', x, { attributes: { alpha: float(1e38), beta: float(0) } });
  }
  const positive = elementwise(graph, 'Greater', [x, graph.scalar(0)], 'bool');
  return elementwise(graph, 'Where', [positive, graph.scalar(1), graph.scalar(alpha)], 'float32');
}

/** Functions of one operand. */
export const functions = [
  unary('Abs'),
  unary('Neg'),
  unary('Sign'),
  unary('Relu'),
  ...['Ceil', 'Floor', 'Round', 'Exp', 'Log', 'Sqrt', 'Reciprocal', 'Sigmoid', 'Tanh', 'Erf'].map(
    (name) => floatUnary(name),
  ),
  ...['Sin', 'Cos', 'Tan', 'Asin', 'Acos', 'Atan', 'Sinh', 'Cosh', 'Asinh', 'Acosh', 'Atanh'].map(
    (name) => floatUnary(name),
  ),
  ...['Elu', 'Selu'].map((name) => floatUnary(name)),
  kernel('Square', (graph, { x }: X) => elementwise(graph, 'Mul', [x, x])),
  kernel('Rsqrt', (graph, { x }: X) =>
    apply(graph, 'Reciprocal', apply(graph, 'Sqrt', graph.cast(x, 'float32'))),
  ),
  kernel('Log1p', (graph, { x }: X) => logarithmOfOnePlus(graph, graph.cast(x, 'float32'))),
  kernel('Expm1', (graph, { x }: X) => exponentialMinusOne(graph, graph.cast(x, 'float32'))),
  kernel('Softplus', (graph, { x }: X) => softplus(graph, graph.cast(x, 'float32'))),
  kernel('Step', (graph, { x }: X, { alpha = 0 }: Partial<tf.StepAttrs>) =>
    step(graph, graph.cast(x, 'float32'), alpha),
  ),
  kernel('Relu6', (graph, { x }: X) =>
    graph.node('Clip', [x, graph.scalar(0, x.type), graph.scalar(6, x.type)], x.shape, x.type),
  ),
  kernel('LeakyRelu', (graph, { x }: X, { alpha }: tf.LeakyReluAttrs) =>
    apply(graph, 'LeakyRelu', graph.cast(x, 'float32'), { attributes: { alpha: float(alpha) } }),
  ),
  kernel('Prelu', (graph, { x, alpha }: Inputs<'x' | 'alpha'>) =>
    graph.node('PRelu', [x, alpha], x.shape, x.type),
  ),
  kernel('EluGrad', (graph, { dy, y }: Inputs<'dy' | 'y'>) => {
    const negative = elementwise(graph, 'Min', [y, graph.scalar(0)]);
    return elementwise(graph, 'Mul', [dy, elementwise(graph, 'Add', [negative, graph.scalar(1)])]);
  }),
  kernel('ClipByValue', (graph, { x }: X, { clipValueMin, clipValueMax }: tf.ClipByValueAttrs) =>
    graph.node(
      'Clip',
      [x, graph.scalar(clipValueMin, x.type), graph.scalar(clipValueMax, x.type)],
      x.shape,
      x.type,
    ),
  ),
];
