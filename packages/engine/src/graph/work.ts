import { sizeOf } from '../tensor.js';
import type { Graph, Node } from './graph.js';

/**
 * Operations in the typical matrix product from which on a second core pays. Measured on two
 * cores, against one, by the step: products of 1.5 million take 18 % longer on both, of 3 million
 * 9 %, of 6 million 5 % less, of 12 million and more a quarter less; dense nets and LSTMs alike.
 */
const WORTH_SHARING = 4.5e6;

/**
 * Whether the matrix products of a graph are so small that to share one between cores
 * costs more than it gives. The typical product is the mean, each weighing as much as
 * its work. A graph without products is not light: what else is there ONNX Runtime
 * shares by its own estimate, and well.
 */
export function isLight({ nodes }: Graph): boolean {
  const products = nodes.flatMap(productsOf);
  const total = products.reduce((sum, work) => sum + work, 0);
  const squares = products.reduce((sum, work) => sum + work * work, 0);
  return total > 0 && squares / total < WORTH_SHARING;
}

/**
 * A step of a recurrence has some ten products; the deepest nets of other kinds have
 * less than this in all.
 */
const MANY_PRODUCTS = 100;

/** Whether a graph is one long chain of products, as recurrences are. */
export function hasManyProducts({ nodes }: Graph): boolean {
  return nodes.flatMap(productsOf).length >= MANY_PRODUCTS;
}

/** Operators that are a whole recurrence. */
const GATES: Readonly<Partial<Record<string, number>>> = { LSTM: 4, GRU: 3 };

/** The largest number of rows of a recurrence that is a node of its own; 0 if there is none. */
export function rowsOfRecurrences({ nodes }: Graph): number {
  const whole = nodes.filter(({ operator }) => operator in GATES);
  return Math.max(0, ...whole.map(({ outputs: [states] }) => states.shape[2]));
}

/** The work of each product of a node, as often as it is run. */
function productsOf(node: Node): readonly number[] {
  const gates = GATES[node.operator];
  if (gates !== undefined) {
    const [steps, , rows, units] = node.outputs[0].shape;
    return Array<number>(gates * steps).fill(2 * rows * units * units);
  }
  if (!node.loop) return [workOf(node)].filter((work) => work > 0);
  const { body, steps } = node.loop;
  const products = body.nodes.flatMap(productsOf);
  return Array.from({ length: steps }, () => products).flat();
}

/** Multiplications and additions of a matrix product; 0 for other operators. */
function workOf({ operator, inputs, outputs }: Node): number {
  const [left] = inputs;
  const [{ shape }] = outputs;
  if (left === undefined) return 0;
  if (operator === 'Gemm') return 2 * sizeOf(left.shape) * shape[1];
  return operator === 'MatMul' ? 2 * sizeOf(shape) * left.shape.at(-1)! : 0;
}
