import { expect, it } from 'vitest';
import { float } from '../attributes.js';
import { expectSameResults, graphOf } from '../testing/passes.js';
import { maskByReluOutput } from './reluMasks.js';

it('takes the mask from the output of the relu', async () => {
  const graph = graphOf((g) => {
    const x = g.input('x', [2, 3], 'float32');
    const y = g.node('Relu', [x], [2, 3], 'float32');
    const attributes = { alpha: float(1e38), beta: float(0) };
    return { y, mask: g.node('HardSigmoid', [x], [2, 3], 'float32', { attributes }) };
  });
  const { nodes } = await expectSameResults(graph, maskByReluOutput);
  expect(nodes[1].inputs).toEqual(nodes[0].outputs);
});

it('leaves hard sigmoids alone', async () => {
  const graph = graphOf((g) => {
    const x = g.input('x', [2, 3], 'float32');
    const y = g.node('Relu', [x], [2, 3], 'float32');
    const attributes = { alpha: float(0.2), beta: float(0.5) };
    return { y, sigmoid: g.node('HardSigmoid', [x], [2, 3], 'float32', { attributes }) };
  });
  const { nodes, inputs } = await expectSameResults(graph, maskByReluOutput);
  expect(nodes[1].inputs).toEqual(inputs);
});
