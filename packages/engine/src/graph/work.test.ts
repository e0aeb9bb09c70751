import { expect, it } from 'vitest';
import { GraphBuilder } from './builder.js';
import { isLight } from './work.js';

/** A graph of products [rows, inner] x [inner, columns]. */
function graphOf(products: readonly (readonly [number, number, number])[]) {
  const graph = new GraphBuilder();
  const outputs = products.map(([rows, inner, columns], i) => {
    const a = graph.input(`a${i}`, [inner, rows], 'float32');
    const b = graph.input(`b${i}`, [inner, columns], 'float32');
    const attributes = { transA: { kind: 'int', value: 1 } } as const;
    return [`c${i}`, graph.node('Gemm', [a, b], [rows, columns], 'float32', { attributes })];
  });
  return graph.build(Object.fromEntries(outputs) as Parameters<GraphBuilder['build']>[0]);
}

it('goes by the typical product, not by how many there are', () => {
  expect(isLight(graphOf([[32, 30, 14]]))).toBe(true);
  expect(isLight(graphOf([[128, 784, 128]]))).toBe(false);
  expect(isLight(graphOf(Array.from({ length: 500 }, () => [32, 32, 128] as const)))).toBe(true);
  const mixed = [[128, 784, 128], ...Array.from({ length: 20 }, () => [8, 8, 8])];
  expect(isLight(graphOf(mixed as [number, number, number][]))).toBe(false);
});

it('counts all matrices of a batch', () => {
  for (const [batch, light] of [
    [4, true],
    [400, false],
  ] as const) {
    const graph = new GraphBuilder();
    const [a, b] = ['a', 'b'].map((name) => graph.input(name, [batch, 32, 32], 'float32'));
    const c = graph.node('MatMul', [a, b], [batch, 32, 32], 'float32');
    expect(isLight(graph.build({ c }))).toBe(light);
  }
});

it('leaves graphs without products alone', () => {
  const graph = new GraphBuilder();
  const x = graph.input('x', [2], 'float32');
  expect(isLight(graph.build({ y: graph.node('Tanh', [x], [2], 'float32') }))).toBe(false);
});
