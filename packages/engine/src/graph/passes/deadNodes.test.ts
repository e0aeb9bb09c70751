import { expect, it } from 'vitest';
import { expectSameResults, graphOf, operatorsOf } from '../testing/passes.js';
import { removeDeadNodes } from './deadNodes.js';

it('removes nodes and constants that no output needs, and keeps inputs', async () => {
  const graph = graphOf((g) => {
    const x = g.input('x', [3], 'float32');
    const unused = g.input('unused', [1], 'float32');
    const dead = g.node('Mul', [g.node('Exp', [x], [3], 'float32'), unused], [3], 'float32');
    g.node('Add', [dead, g.scalar(7)], [3], 'float32');
    return { y: g.node('Add', [x, g.scalar(2)], [3], 'float32') };
  });
  const after = await expectSameResults(graph, removeDeadNodes);
  expect(operatorsOf(after)).toEqual(['Add']);
  expect([...after.constants.values()].map(([number]) => number)).toEqual([2]);
  expect(after.inputs).toEqual(graph.inputs);
});
