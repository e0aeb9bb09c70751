import { InferenceSession, Tensor } from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';
import { encodeModel } from '../onnx/encode.js';
import type { GraphBuilder } from './builder.js';
import { dynamicAxes, withDynamicBatch } from './dynamicBatch.js';
import type { Value } from './graph.js';
import { graphOf, operatorsOf } from './testing/passes.js';

const SIZES = [11, 13] as const;

/** Makes the graph of `record` dynamic. */
function dynamic(record: (graph: GraphBuilder, batch: number) => Record<string, Value>) {
  const [first, second] = SIZES.map((size) => graphOf((graph) => record(graph, size)));
  return {
    graph: withDynamicBatch(first, second, SIZES, 'batch'),
    axes: dynamicAxes(first, second, SIZES, 'batch'),
  };
}

async function run({ graph, axes }: ReturnType<typeof dynamic>, shape: number[]) {
  const session = await InferenceSession.create(encodeModel(graph, { dynamic: axes }), {
    logSeverityLevel: 3,
  });
  const size = shape.reduce((a, b) => a * b, 1);
  const { y } = await session.run({
    x: new Tensor(
      'float32',
      Float32Array.from({ length: size }, (_, i) => i),
      shape,
    ),
  });
  return { shape: y.dims, data: Array.from(y.data as Float32Array) };
}

describe('withDynamicBatch', () => {
  it('lets reshapes infer the batch', async () => {
    const result = dynamic((g, n) => ({
      y: g.reshape(g.input('x', [n, 2, 3], 'float32'), [n, 6]),
    }));
    expect(operatorsOf(result.graph)).toEqual(['Reshape']);
    expect(await run(result, [2, 2, 3])).toMatchObject({ shape: [2, 6] });
    expect(await run(result, [1, 2, 3])).toMatchObject({ shape: [1, 6] });
  });

  it('computes shapes that it cannot infer, also on another axis', async () => {
    const result = dynamic((g, n) => {
      const x = g.input('x', [2, n], 'float32');
      const tall = g.expand(g.reshape(x, [1, 2, n]), [n, 2, n]);
      return {
        y: g.node('Slice', [tall, g.indices([1]), g.indices([n])], [n - 1, 2, n], 'float32'),
      };
    });
    const { shape, data } = await run(result, [2, 3]);
    expect(shape).toEqual([2, 2, 3]);
    expect(data).toEqual([0, 1, 2, 3, 4, 5, 0, 1, 2, 3, 4, 5]);
  });

  it('names the axes that vary', () => {
    const { axes } = dynamic((g, n) => {
      const x = g.input('x', [n, 3], 'float32');
      return { y: g.node('Exp', [x], [n, 3], 'float32'), flat: g.reshape(x, [3 * n]) };
    });
    expect(axes).toEqual({ x: { 0: 'batch' }, y: { 0: 'batch' }, flat: { 0: 'flat_0' } });
  });

  it('tells a batch from an extent that happens to be equal in one graph', async () => {
    const result = dynamic((g, n) => {
      const x = g.input('x', [n, 11], 'float32');
      const wide = g.reshape(x, [n, 11, 1]);
      return { y: g.reshape(wide, [11, n]) };
    });
    expect(await run(result, [2, 11])).toMatchObject({ shape: [11, 2] });
  });

  const failures: [string, RegExp, (g: GraphBuilder, n: number) => Record<string, Value>][] = [
    [
      'constants for each sample',
      /constant \[11\] of Add is \[13\].*broadcast constants/,
      (g, n) => ({
        y: g.node(
          'Add',
          [g.input('x', [n], 'float32'), g.constant(new Float32Array(n), [n], 'float32')],
          [n],
          'float32',
        ),
      }),
    ],
    [
      'numbers that depend on the size',
      /constant \[\] of Mul/,
      (g, n) => ({
        y: g.node('Mul', [g.input('x', [n], 'float32'), g.scalar(1 / n)], [n], 'float32'),
      }),
    ],
    [
      'other nodes',
      /1 nodes at size 11 and 0 at 13/,
      (g, n) => {
        const x = g.input('x', [n], 'float32');
        return { y: n === 11 ? g.node('Exp', [x], [n], 'float32') : x };
      },
    ],
    [
      'other operators',
      /node 0 is Exp or Log/,
      (g, n) => ({
        y: g.node(n === 11 ? 'Exp' : 'Log', [g.input('x', [n], 'float32')], [n], 'float32'),
      }),
    ],
    [
      'shapes that grow unevenly',
      /does not grow evenly/,
      (g, n) => ({
        y: g.reshape(g.input('x', [n * n], 'float32'), [n * n, 1, Math.ceil(n / 12)]),
      }),
    ],
    [
      'inputs without a batch',
      /no input has it as an axis/,
      (g, n) => ({
        y: g.expand(g.input('x', [1], 'float32'), [n]),
      }),
    ],
  ];
  it.each(failures)('refuses %s', (_, message, record) => {
    expect(() => dynamic(record)).toThrow(RangeError);
    expect(() => dynamic(record)).toThrow(message);
  });
});
