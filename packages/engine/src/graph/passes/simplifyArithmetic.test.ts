import { expect, it } from 'vitest';
import type { GraphBuilder } from '../builder.js';
import type { Graph, Value } from '../graph.js';
import { expectSameResults, graphOf, operatorsOf } from '../testing/passes.js';
import { simplifyArithmetic } from './simplifyArithmetic.js';
import { removeDeadNodes } from './deadNodes.js';

const simplify = (graph: Graph) => removeDeadNodes(simplifyArithmetic(graph));

const rewritten = async (record: (g: GraphBuilder, x: Value, y: Value) => Value) => {
  const graph = graphOf((g) => {
    const [x, y] = [g.input('x', [2, 3], 'float32'), g.input('y', [2, 3], 'float32')];
    return { result: record(g, x, y) };
  });
  return operatorsOf(await expectSameResults(graph, simplify));
};

const op = (g: GraphBuilder, operator: string, ...inputs: Value[]) =>
  g.node(operator, inputs, [2, 3], 'float32');

it('computes numbers that are known', async () => {
  const graph = graphOf((g) => {
    const half = g.node(
      'Div',
      [g.scalar(1), g.constant(Float32Array.of(2), [1], 'float32')],
      [1],
      'float32',
    );
    return {
      y: g.node('Add', [g.node('Neg', [half], [1], 'float32'), g.scalar(3)], [1], 'float32'),
    };
  });
  const after = await expectSameResults(graph, simplify);
  expect(after.nodes).toEqual([]);
});

it('drops operands that change nothing, unless they change the shape', async () => {
  expect(
    await rewritten((g, x) => op(g, 'Mul', op(g, 'Add', x, g.scalar(0)), g.scalar(1))),
  ).toEqual([]);
  expect(
    await rewritten((g, x) => op(g, 'Sub', op(g, 'Div', x, g.scalar(1)), g.scalar(0))),
  ).toEqual([]);
  expect(await rewritten((g, x) => op(g, 'Sub', g.scalar(0), x))).toEqual(['Sub']);
  const column = graphOf((g) => {
    const x = g.input('x', [2, 1], 'float32');
    return {
      y: g.node(
        'Add',
        [x, g.constant(Float32Array.of(0), [1, 1, 1], 'float32')],
        [1, 2, 1],
        'float32',
      ),
    };
  });
  expect(operatorsOf(await expectSameResults(column, simplify))).toEqual(['Add']);
});

it('merges factors', async () => {
  expect(
    await rewritten((g, x) => op(g, 'Mul', op(g, 'Mul', x, g.scalar(3)), g.scalar(0.5))),
  ).toEqual(['Mul']);
  expect(
    await rewritten((g, x) => op(g, 'Div', op(g, 'Mul', g.scalar(3), x), g.scalar(4))),
  ).toEqual(['Mul']);
  expect(
    await rewritten((g, x, y) =>
      op(g, 'Mul', op(g, 'Mul', x, g.scalar(3)), op(g, 'Div', y, g.scalar(4))),
    ),
  ).toEqual(['Mul', 'Mul']);
});

it('takes a common factor out', async () => {
  const scaledSum = (operator: string, a: number, b: number) =>
    rewritten((g, x, y) =>
      op(g, operator, op(g, 'Mul', x, g.scalar(a)), op(g, 'Mul', g.scalar(b), y)),
    );
  expect(await scaledSum('Add', 3, 3)).toEqual(['Add', 'Mul']);
  expect(await scaledSum('Add', 3, -3)).toEqual(['Sub', 'Mul']);
  expect(await scaledSum('Sub', 3, 3)).toEqual(['Sub', 'Mul']);
  expect(await scaledSum('Sub', -3, 3)).toEqual(['Add', 'Mul']);
  expect(await scaledSum('Add', 3, 2)).toEqual(['Mul', 'Mul', 'Add']);
});

it('merges signs into factors', async () => {
  expect(await rewritten((g, x) => op(g, 'Neg', op(g, 'Mul', x, g.scalar(3))))).toEqual(['Mul']);
  expect(await rewritten((g, x) => op(g, 'Mul', op(g, 'Neg', x), g.scalar(3)))).toEqual(['Mul']);
});

it('keeps a product that others use', async () => {
  const operators = await rewritten((g, x, y) => {
    const scaled = op(g, 'Mul', x, g.scalar(3));
    return op(g, 'Add', op(g, 'Mul', scaled, g.scalar(2)), op(g, 'Exp', op(g, 'Add', scaled, y)));
  });
  expect(operators.filter((operator) => operator === 'Mul').length).toBe(2);
});

it('turns sums with negatives into differences', async () => {
  expect(await rewritten((g, x, y) => op(g, 'Add', x, op(g, 'Neg', y)))).toEqual(['Sub']);
  expect(await rewritten((g, x, y) => op(g, 'Add', op(g, 'Neg', x), y))).toEqual(['Sub']);
  expect(await rewritten((g, x, y) => op(g, 'Sub', x, op(g, 'Neg', y)))).toEqual(['Add']);
});
