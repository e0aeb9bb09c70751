import { expect, it } from 'vitest';
import { int } from '../attributes.js';
import { removeDeadNodes } from './deadNodes.js';
import { expectSameResults, graphOf, operatorsOf } from '../testing/passes.js';
import type { Graph } from '../graph.js';
import { simplifyReshapes } from './reshapes.js';

const simplify = (graph: Graph) => removeDeadNodes(simplifyReshapes(graph));

it('drops identities and reshapes to the same shape', async () => {
  const graph = graphOf((g) => {
    const x = g.input('x', [2, 3], 'float32');
    const same = g.node('Identity', [x], [2, 3], 'float32');
    const flat = g.node('Reshape', [same, g.indices([2, 3])], [2, 3], 'float32');
    return { y: g.node('Exp', [flat], [2, 3], 'float32') };
  });
  expect(operatorsOf(await expectSameResults(graph, simplify))).toEqual(['Exp']);
});

it('joins reshapes and transposes', async () => {
  const graph = graphOf((g) => {
    const x = g.input('x', [2, 3, 4], 'float32');
    const reshaped = g.reshape(g.reshape(x, [6, 4]), [4, 6]);
    const there = g.transpose(x, [2, 0, 1]);
    return { a: reshaped, back: g.transpose(there, [1, 2, 0]), on: g.transpose(there, [0, 2, 1]) };
  });
  const after = await expectSameResults(graph, simplify);
  expect(operatorsOf(after)).toEqual(['Reshape', 'Transpose']);
  expect(after.outputs[1].value).toBe(after.inputs[0]);
});

it('turns a transpose of axes of extent 1 into a reshape', async () => {
  const graph = graphOf((g) => {
    const x = g.input('x', [2, 1, 3], 'float32');
    return { y: g.transpose(x, [1, 0, 2]), z: g.transpose(x, [2, 1, 0]) };
  });
  expect(operatorsOf(await expectSameResults(graph, simplify))).toEqual(['Reshape', 'Transpose']);
});

it('takes nothing apart that was joined at the same places', async () => {
  const graph = graphOf((g) => {
    const [x, y] = [g.input('x', [2, 3], 'float32'), g.input('y', [2, 1], 'float32')];
    const attributes = { axis: int(1) };
    const joined = g.node('Concat', [x, y], [2, 4], 'float32', { attributes });
    const split = (first: number) => {
      const sizes = [first, 4 - first];
      const outputs = sizes.map((size) => ({ shape: [2, size], type: 'float32' as const }));
      return g.nodes('Split', [joined, g.indices(sizes)], outputs, { attributes });
    };
    const [same, other] = [split(3), split(2)];
    return { a: same[0], b: same[1], c: other[0], d: other[1] };
  });
  const after = await expectSameResults(graph, simplify);
  expect(operatorsOf(after)).toEqual(['Concat', 'Split']);
  expect(after.outputs.slice(0, 2).map(({ value }) => value)).toEqual(after.inputs);
});
