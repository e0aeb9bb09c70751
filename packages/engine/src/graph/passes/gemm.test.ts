import { describe, expect, it } from 'vitest';
import { int } from '../attributes.js';
import type { GraphBuilder } from '../builder.js';
import type { Graph, Value } from '../graph.js';
import { expectSameResults, graphOf, operatorsOf } from '../testing/passes.js';
import { removeDeadNodes } from './deadNodes.js';
import { foldIntoGemm } from './gemm.js';

const fold = (graph: Graph) => removeDeadNodes(foldIntoGemm(graph));

const gemm = (g: GraphBuilder, a: Value, b: Value, shape: number[], transA = 0, transB = 0) =>
  g.node('Gemm', [a, b], shape, 'float32', {
    attributes: { transA: int(transA), transB: int(transB) },
  });

describe('foldIntoGemm', () => {
  it.each([
    [[4], ['Gemm']],
    [[1, 4], ['Gemm']],
    [[3, 4], ['Gemm']],
    [[3, 1], ['Gemm']],
    [[], ['Gemm']],
    [
      [1, 1, 4],
      ['Gemm', 'Add'],
    ],
  ])('adds a bias of shape %j', async (shape, operators) => {
    const graph = graphOf((g) => {
      const product = gemm(
        g,
        g.input('a', [3, 2], 'float32'),
        g.input('b', [2, 4], 'float32'),
        [3, 4],
      );
      const outer = shape.length > 2 ? [1, 3, 4] : [3, 4];
      return { y: g.node('Add', [g.input('bias', shape, 'float32'), product], outer, 'float32') };
    });
    expect(operatorsOf(await expectSameResults(graph, fold))).toEqual(operators);
  });

  it('adds a bias to a reshaped product', async () => {
    const graph = graphOf((g) => {
      const product = gemm(
        g,
        g.input('a', [6, 2], 'float32'),
        g.input('b', [2, 4], 'float32'),
        [6, 4],
      );
      const bias = g.reshape(g.input('bias', [4], 'float32'), [1, 1, 4]);
      return { y: g.node('Add', [g.reshape(product, [2, 3, 4]), bias], [2, 3, 4], 'float32') };
    });
    const after = await expectSameResults(graph, fold);
    expect(operatorsOf(after)).toEqual(['Gemm', 'Reshape']);
  });

  it('adds one product to another', async () => {
    const graph = graphOf((g) => {
      const [a, b] = [g.input('a', [3, 2], 'float32'), g.input('b', [2, 4], 'float32')];
      const c = g.input('c', [2, 4], 'float32');
      return {
        y: g.node('Add', [gemm(g, a, b, [3, 4]), gemm(g, a, c, [3, 4])], [3, 4], 'float32'),
      };
    });
    expect(operatorsOf(await expectSameResults(graph, fold))).toEqual(['Gemm', 'Gemm']);
  });

  it('keeps a product that others use', async () => {
    const graph = graphOf((g) => {
      const product = gemm(
        g,
        g.input('a', [3, 2], 'float32'),
        g.input('b', [2, 4], 'float32'),
        [3, 4],
      );
      return {
        product,
        y: g.node('Add', [product, g.input('bias', [4], 'float32')], [3, 4], 'float32'),
      };
    });
    expect(operatorsOf(await expectSameResults(graph, fold))).toEqual(['Gemm', 'Add']);
  });

  it('transposes factors itself', async () => {
    const graph = graphOf((g) => {
      const a = g.transpose(g.input('a', [2, 3], 'float32'), [1, 0]);
      const b = g.transpose(g.input('b', [2, 4], 'float32'), [1, 0]);
      return { y: gemm(g, a, b, [3, 4], 0, 1) };
    });
    const after = await expectSameResults(graph, fold);
    expect(operatorsOf(after)).toEqual(['Gemm']);
    expect(after.nodes[0].attributes).toEqual({ transA: int(1), transB: int(0) });
  });
});
