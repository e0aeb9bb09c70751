import { expect, it } from 'vitest';
import { int } from '../attributes.js';
import type { GraphBuilder } from '../builder.js';
import type { Value } from '../graph.js';
import { gemm } from '../../trace/kernels/matmul.js';
import { expectSameResults, graphOf, operatorsOf } from '../testing/passes.js';
import { scaleInProducts } from './scaledProducts.js';

const scale = (g: GraphBuilder, x: Value, number: number, first = false) => {
  const factors = first ? [g.scalar(number), x] : [x, g.scalar(number)];
  return g.node('Mul', factors, x.shape, 'float32');
};

it('multiplies what products and sums have made', async () => {
  const graph = graphOf((g) => {
    const x = scale(g, g.input('x', [3, 4], 'float32'), 0.3);
    const w = scale(g, g.input('w', [4, 2], 'float32'), -2, true);
    const c = scale(g, g.input('c', [2], 'float32'), 5);
    const attributes = { keepdims: int(0) };
    const sum = g.node('ReduceSum', [x, g.indices([0])], [4], 'float32', { attributes });
    return { y: gemm(g, x, w, { c }), sum };
  });
  const { nodes } = await expectSameResults(graph, scaleInProducts);
  // The addend is no factor.
  expect(nodes.map(({ operator, outputs }) => [operator, outputs[0].shape]).sort()).toEqual([
    ['Gemm', [3, 2]],
    ['Mul', [2]],
    ['Mul', [4]],
    ['ReduceSum', [4]],
  ]);
  const product = nodes.find(({ operator }) => operator === 'Gemm')!;
  expect(product.attributes.alpha.value).toBeCloseTo(-0.6, 6);
});

it('leaves numbers that are not known and other products alone', async () => {
  const graph = graphOf((g) => {
    const x = g.input('x', [3, 4], 'float32');
    const s = g.input('s', [], 'float32');
    const product = g.node('Mul', [x, s], [3, 4], 'float32');
    const spread = g.node('Mul', [s, g.constant(Float32Array.of(3), [1, 1], 'float32')], [1, 1], 'float32'); // prettier-ignore
    const w = g.input('w', [4, 2], 'float32');
    return { y: gemm(g, product, w), z: gemm(g, x, w), spread };
  });
  const { nodes } = await expectSameResults(graph, scaleInProducts);
  expect(nodes.every(({ attributes }) => !('alpha' in attributes))).toBe(true);
  expect(operatorsOf({ ...graph, nodes })).toEqual(operatorsOf(graph));
});

it('does the same in the steps of a loop', async () => {
  const graph = graphOf((g) => {
    const body = graphOf((inner) => {
      const state = inner.input('input0', [2, 3], 'float32');
      const part = inner.input('input1', [3, 3], 'float32');
      return { output0: gemm(inner, scale(inner, state, 0.5), part) };
    });
    const given = [g.input('first', [2, 3], 'float32'), g.input('parts', [4, 3, 3], 'float32')];
    const loop = { body, states: 1, sequences: 1, steps: 4, reverse: false };
    const [last] = g.nodes('Scan', given, [{ shape: [2, 3], type: 'float32' }], { loop });
    return { last };
  });
  const { nodes } = await expectSameResults(graph, scaleInProducts);
  expect(operatorsOf(nodes[0].loop!.body)).toEqual(['Gemm']);
});
