import { expect, it } from 'vitest';
import type { Graph } from '../graph.js';
import { expectSameResults, graphOf, operatorsOf } from '../testing/passes.js';
import { removeDeadNodes } from './deadNodes.js';
import { postponeExpansions } from './expansions.js';

const simplify = (graph: Graph) => removeDeadNodes(postponeExpansions(graph));

it('leaves expansions to broadcasting', async () => {
  const graph = graphOf((g) => {
    const x = g.input('x', [2, 3], 'float32');
    const row = g.input('row', [3], 'float32');
    const ones = g.filled(1.5, [2, 3], 'float32');
    const wide = g.expand(g.reshape(row, [1, 3]), [2, 3]);
    return {
      y: g.node('Mul', [g.node('Add', [x, ones], [2, 3], 'float32'), wide], [2, 3], 'float32'),
    };
  });
  expect(operatorsOf(await expectSameResults(graph, simplify))).toEqual(['Add', 'Mul']);
});

it('computes before it expands', async () => {
  const graph = graphOf((g) => {
    const column = g.expand(g.input('column', [2, 1], 'float32'), [2, 3]);
    const scaled = g.node('Mul', [column, g.filled(2, [2, 3], 'float32')], [2, 3], 'float32');
    return { y: g.node('Exp', [scaled], [2, 3], 'float32') };
  });
  const after = await expectSameResults(graph, simplify);
  expect(after.nodes.map(({ operator, outputs }) => [operator, outputs[0].shape])).toEqual([
    ['Mul', [2, 1]],
    ['Exp', [2, 1]],
    ['Expand', [2, 3]],
  ]);
});

it('rearranges a copied number by copying it to the new shape', async () => {
  const graph = graphOf((g) => {
    const number = g.expand(g.input('number', [], 'float32'), [2, 3]);
    return { y: g.reshape(number, [3, 2, 1]), z: g.transpose(number, [1, 0]) };
  });
  expect(operatorsOf(await expectSameResults(graph, simplify))).toEqual(['Expand', 'Expand']);
});
