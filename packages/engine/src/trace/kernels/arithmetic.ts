import type { GraphBuilder } from '../../graph/builder.js';
import { int } from '../../graph/attributes.js';
import type { Value } from '../../graph/graph.js';
import { kernel, type Inputs } from '../kernel.js';
import { elementwise } from './elementwise.js';

/** A kernel that is one ONNX operator on two inputs; booleans count as integers. */
function binary(name: string, operator: string) {
  return kernel(name, (graph, { a, b }: Inputs<'a' | 'b'>) =>
    elementwise(graph, operator, [number(graph, a), number(graph, b)]),
  );
}

const number = (graph: GraphBuilder, x: Value) => (x.type === 'bool' ? graph.cast(x, 'int32') : x);

/** Remainder with the sign of the divisor. */
function floorModulo(graph: GraphBuilder, a: Value, b: Value): Value {
  if (a.type === 'int32') return elementwise(graph, 'Mod', [a, b]);
  const zero = graph.scalar(0);
  const remainder = elementwise(graph, 'Mod', [a, b], a.type, { attributes: { fmod: int(1) } });
  const signs = elementwise(graph, 'Mul', [remainder, b]);
  const opposite = elementwise(graph, 'Less', [signs, zero], 'bool');
  const shifted = elementwise(graph, 'Add', [remainder, b]);
  return elementwise(graph, 'Where', [opposite, shifted, remainder], a.type);
}

/**
 * Angle of the point (b, a): the arc tangent of the quotient, moved by half a turn
 * left of the vertical axis.
 */
function angle(graph: GraphBuilder, a: Value, b: Value): Value {
  const zero = graph.scalar(0);
  const arc = elementwise(graph, 'Atan', [elementwise(graph, 'Div', [a, b])]);
  const up = elementwise(graph, 'GreaterOrEqual', [a, zero], 'bool');
  const half = elementwise(
    graph,
    'Where',
    [up, graph.scalar(Math.PI), graph.scalar(-Math.PI)],
    'float32',
  );
  const left = elementwise(graph, 'Less', [b, zero], 'bool');
  const turned = elementwise(graph, 'Add', [
    arc,
    elementwise(graph, 'Where', [left, half, zero], 'float32'),
  ]);
  const vertical = elementwise(graph, 'Equal', [b, zero], 'bool');
  const upright = elementwise(graph, 'Mul', [
    elementwise(graph, 'Sign', [a]),
    graph.scalar(Math.PI / 2),
  ]);
  return elementwise(graph, 'Where', [vertical, upright, turned], 'float32');
}

/** Arithmetic of two operands. */
export const arithmetic = [
  binary('Add', 'Add'),
  binary('Sub', 'Sub'),
  binary('Multiply', 'Mul'),
  binary('RealDiv', 'Div'),
  binary('Maximum', 'Max'),
  binary('Minimum', 'Min'),
  binary('Pow', 'Pow'),
  kernel('AddN', (graph, inputs: readonly Value[]) =>
    inputs.length === 1 ? inputs[0] : inputs.reduce((a, b) => elementwise(graph, 'Add', [a, b])),
  ),
  kernel('SquaredDifference', (graph, { a, b }: Inputs<'a' | 'b'>) => {
    const difference = elementwise(graph, 'Sub', [a, b]);
    return elementwise(graph, 'Mul', [difference, difference]);
  }),
  kernel('Mod', (graph, { a, b }: Inputs<'a' | 'b'>) => floorModulo(graph, a, b)),
  kernel('FloorDiv', (graph, { a, b }: Inputs<'a' | 'b'>) =>
    a.type === 'int32'
      ? elementwise(graph, 'Div', [elementwise(graph, 'Sub', [a, floorModulo(graph, a, b)]), b])
      : elementwise(graph, 'Floor', [elementwise(graph, 'Div', [a, b])]),
  ),
  kernel('Atan2', (graph, { a, b }: Inputs<'a' | 'b'>) => angle(graph, a, b)),
];
