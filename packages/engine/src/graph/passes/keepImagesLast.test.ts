import { expect, it } from 'vitest';
import { float, int } from '../attributes.js';
import type { GraphBuilder } from '../builder.js';
import type { Graph, Value } from '../graph.js';
import { imagesFirst, imagesLast } from '../imagesLast.js';
import { optimise } from '../optimise.js';
import { expectSameResults, graphOf, operatorsOf } from '../testing/passes.js';
import { removeDeadNodes } from './deadNodes.js';
import { keepImagesLast } from './keepImagesLast.js';
import { splitExchanges } from './exchanges.js';
import { simplifyReshapes } from './reshapes.js';

const once = (graph: Graph) => removeDeadNodes(simplifyReshapes(keepImagesLast(graph)));
const keep = (graph: Graph) => once(once(graph));

/** Stands for a convolution, which has images last inside. */
function layer(g: GraphBuilder, x: Value): Value {
  const last = imagesLast(g, x);
  return imagesFirst(g, g.node('Exp', [last], last.shape, 'float32'));
}

it('lets exchanges between layers vanish, past activations, biases and other operands', async () => {
  const graph = graphOf((g) => {
    const x = g.input('x', [5, 2, 3, 4], 'float32');
    const bias = g.input('bias', [4], 'float32');
    const y = layer(g, x);
    const sum = g.node('Add', [y, bias], y.shape, 'float32');
    const half = g.node('Mul', [g.scalar(0.5), sum], y.shape, 'float32');
    const slope = { attributes: { alpha: float(0.5) } };
    const active = g.node('LeakyRelu', [half], y.shape, 'float32', slope);
    return { z: layer(g, g.node('Mul', [active, y], y.shape, 'float32')) };
  });
  const after = await expectSameResults(graph, keep);
  expect(operatorsOf(after)).toEqual([
    ...['Transpose', 'Exp', 'Reshape', 'Add', 'Mul', 'LeakyRelu', 'Mul', 'Exp', 'Transpose'],
  ]);
});

it('exchanges what stands beside, once', async () => {
  const graph = graphOf((g) => {
    const x = g.input('x', [5, 2, 3], 'float32');
    const difference = g.node('Sub', [layer(g, x), x], x.shape, 'float32');
    return { y: layer(g, difference) };
  });
  const after = await expectSameResults(graph, keep);
  expect(operatorsOf(after)).toEqual(['Transpose', 'Exp', 'Sub', 'Exp', 'Transpose']);
});

it('leaves operands alone that would have to be expanded', async () => {
  const graph = graphOf((g) => {
    const x = g.input('x', [3, 2, 2, 3], 'float32');
    const row = g.input('row', [2, 3], 'float32');
    return { y: layer(g, g.node('Mul', [layer(g, x), row], x.shape, 'float32')) };
  });
  const after = await expectSameResults(graph, keep);
  expect(operatorsOf(after)).toEqual(operatorsOf(graph));
});

it('reduces with images last', async () => {
  const graph = graphOf((g) => {
    const y = layer(g, g.input('x', [5, 2, 3, 4], 'float32'));
    const reduce = (operator: string, x: Value, axes: number[], shape: number[], keepdims: 0 | 1) =>
      g.node(operator, [x, g.indices(axes)], shape, 'float32', {
        attributes: { keepdims: int(keepdims) },
      });
    return {
      channels: reduce('ReduceSum', y, [0, 1, 2], [4], 0),
      mean: reduce('ReduceMean', y, [0, -3, 2], [1, 1, 1, 4], 1),
      images: reduce('ReduceMax', g.reshape(y, [5, 24]), [1], [5], 0),
      rest: reduce('ReduceSum', y, [1, 2], [5, 4], 0),
    };
  });
  const after = await expectSameResults(graph, keep);
  const read = after.nodes
    .filter(({ operator }) => operator.startsWith('Reduce'))
    .map(({ inputs }) => inputs[0]!.shape);
  expect(read).toEqual([
    [4, 2, 3, 5],
    [4, 2, 3, 5],
    [4, 2, 3, 5],
    [5, 2, 3, 4],
  ]);
});

it.each([
  [5, 2, 3, 4],
  [4, 2, 3, 5],
  [5, 1, 1, 4],
  [1, 2, 3, 5],
])('splits what is left of [%i, %i, %i, %i] into rows and a matrix', async (...shape) => {
  const graph = graphOf((g) => {
    const y = imagesFirst(g, g.input('x', shape, 'float32'));
    const inner = shape[0] * shape[1] * shape[2];
    const product = g.node(
      'Gemm',
      [g.reshape(y, [shape[3], inner]), g.input('w', [inner, 2], 'float32')],
      [shape[3], 2],
      'float32',
      { attributes: { transA: int(0), transB: int(0) } },
    );
    return { y, product };
  });
  const after = await expectSameResults(graph, (g) => removeDeadNodes(splitExchanges(g)));
  for (const { operator, inputs } of after.nodes) {
    if (operator === 'Transpose') expect(inputs[0]!.shape).toHaveLength(2);
  }
});

it('lets products take over what is left', async () => {
  const graph = graphOf((g) => {
    const y = layer(g, g.input('x', [5, 2, 3, 4], 'float32'));
    const w = g.input('w', [24, 2], 'float32');
    const attributes = { transA: int(0), transB: int(0) };
    const code = g.node('Gemm', [g.reshape(y, [5, 24]), w], [5, 2], 'float32', { attributes });
    const back = { transA: int(0), transB: int(1) };
    const d = g.node('Gemm', [code, w], [5, 24], 'float32', { attributes: back });
    return { code, z: layer(g, g.reshape(d, [5, 2, 3, 4])) };
  });
  const after = await expectSameResults(graph, optimise);
  // One for the input and one for the output of the whole.
  expect(operatorsOf(after).filter((operator) => operator === 'Transpose')).toHaveLength(2);
});
