import { InferenceSession, Tensor } from 'onnxruntime-node';
import { expect, it } from 'vitest';
import { encodeModel } from '../onnx/encode.js';
import { gemm } from '../trace/kernels/matmul.js';
import { sizeOf } from '../tensor.js';
import type { Graph } from './graph.js';
import { expectSameResults, graphOf, operatorsOf } from './testing/passes.js';
import { mostThreads, sameOnAnyThreads } from './threads.js';

type Shape = readonly [rows: number, terms: number, columns: number];

/** What a product of two matrices is added to, if anything. */
type Addend = readonly number[] | undefined;

function product([rows, terms, columns]: Shape, transposeB = false, addend?: Addend): Graph {
  return graphOf((graph) => {
    const a = graph.input('a', [rows, terms], 'float32');
    const b = graph.input('b', transposeB ? [columns, terms] : [terms, columns], 'float32');
    const c = addend && graph.input('c', addend, 'float32');
    return { y: gemm(graph, a, b, { transposeB, ...(c && { c }) }) };
  });
}

/** The bits of the results on a number of threads. */
async function bits(graph: Graph, threads: number): Promise<Uint8Array> {
  const options = { intraOpNumThreads: threads, logSeverityLevel: 3 } as const;
  const session = await InferenceSession.create(encodeModel(graph), options);
  const feeds = graph.inputs.map(({ name, shape }, i) => {
    const values = Float32Array.from({ length: sizeOf(shape) }, (_, j) => Math.sin((j * j) % 1009 + i)); // prettier-ignore
    return [name, new Tensor('float32', values, shape)] as const;
  });
  const { y } = await session.run(Object.fromEntries(feeds));
  await session.release();
  return new Uint8Array((y.data as Float32Array).slice().buffer);
}

const turned: readonly [Shape, boolean, Addend][] = [
  [[64, 784, 100], false, [100]],
  [[2, 700, 300], false, undefined],
  [[17, 353, 139], false, [17, 1]],
  [[17, 353, 139], false, [17, 139]],
  [[64, 784, 100], true, [100]],
  [[100, 250, 300], true, undefined],
  [[300, 2000, 1], false, [1]],
  [[300, 2000, 1], false, [300, 1]],
  [[301, 2000, 1], true, undefined],
  [[5, 30_000, 1], false, []],
];

it.each(turned)('makes a product of %j the same on any threads', async (...given) => {
  const after = await expectSameResults(product(...given), sameOnAnyThreads);
  expect(mostThreads(after)).toBeGreaterThanOrEqual(2);
  const one = await bits(after, 1);
  for (const threads of [2, 3, 4, 7, 8]) {
    if (threads <= mostThreads(after)) expect(await bits(after, threads)).toEqual(one);
  }
});

const bound: readonly [Shape, number][] = [
  [[100, 784, 500], 6],
  [[100, 784, 321], 4],
  [[8, 6912, 8], 4],
  [[3, 30_000, 2], 1],
];

it.each(bound)('bounds the threads of a product of %j to %i', async (shape, threads) => {
  const graph = product(shape);
  expect(operatorsOf(sameOnAnyThreads(graph))).toEqual(['Gemm']);
  expect(mostThreads(graph)).toBe(threads);
  expect(await bits(graph, threads)).toEqual(await bits(graph, 1));
});

it.each<Shape>([
  [128, 784, 128],
  [64, 128, 500],
  [1, 784, 100],
  [4, 200, 20],
])('leaves a product of [%i, %i] and %i columns alone', async (...shape) => {
  const graph = product(shape);
  expect(sameOnAnyThreads(graph).nodes).toEqual(graph.nodes);
  expect(mostThreads(graph)).toBeGreaterThanOrEqual(8);
  expect(await bits(graph, 8)).toEqual(await bits(graph, 1));
});

it('gives as many matrices of a batch to threads as there are', () => {
  const batch = (shape: readonly number[]) =>
    graphOf((graph) => {
      const a = graph.input('a', [...shape, 64, 784], 'float32');
      const b = graph.input('b', [...shape, 784, 100], 'float32');
      return { y: graph.node('MatMul', [a, b], [...shape, 64, 100], 'float32') };
    });
  expect(mostThreads(batch([1]))).toBe(1);
  expect(mostThreads(batch([2, 3]))).toBe(6);
});

it('leaves a graph without nodes alone', () => {
  expect(mostThreads(graphOf((graph) => ({ y: graph.input('x', [2], 'float32') })))).toBe(Infinity);
});
