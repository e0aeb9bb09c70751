import { InferenceSession, Tensor } from 'onnxruntime-node';
import { expect } from 'vitest';
import { encodeModel } from '../../onnx/encode.js';
import { sizeOf } from '../../tensor.js';
import { GraphBuilder } from '../builder.js';
import type { Graph, Value } from '../graph.js';

/** Records a graph; what `record` returns are its outputs. */
export function graphOf(record: (graph: GraphBuilder) => Record<string, Value>): Graph {
  const builder = new GraphBuilder();
  const outputs = record(builder);
  return builder.build(outputs);
}

/** The operators of a graph in order. */
export const operatorsOf = ({ nodes }: Graph) => nodes.map(({ operator }) => operator);

/** Runs a graph of float inputs in ONNX Runtime on the same irregular numbers at every call. */
export async function results(graph: Graph): Promise<Record<string, number[]>> {
  const session = await InferenceSession.create(encodeModel(graph), {
    logSeverityLevel: 3,
    intraOpNumThreads: 1,
  });
  const feeds = Object.fromEntries(
    graph.inputs.map(({ name, shape }, i) => [
      name,
      new Tensor(
        'float32',
        Float32Array.from({ length: sizeOf(shape) }, (_, j) => Math.sin(3 * i + j + 1)),
        shape,
      ),
    ]),
  );
  const outputs = await session.run(feeds);
  await session.release();
  return Object.fromEntries(
    Object.entries(outputs).map(([name, { data }]) => [
      name,
      Array.from(data as Float32Array, Number),
    ]),
  );
}

/** Applies a pass, expects the same results to rounding, and gives the new graph. */
export async function expectSameResults(
  graph: Graph,
  pass: (graph: Graph) => Graph,
): Promise<Graph> {
  const rewritten = pass(graph);
  const [before, after] = [await results(graph), await results(rewritten)];
  for (const [name, values] of Object.entries(before)) {
    for (const [i, value] of values.entries()) {
      const tolerance = 5e-6 * Math.max(1, Math.abs(value));
      expect(Math.abs(after[name][i] - value), `${name}[${i}]`).toBeLessThan(tolerance);
    }
  }
  expect(rewritten.outputs.map(({ name, value }) => [name, value.shape])).toEqual(
    graph.outputs.map(({ name, value }) => [name, value.shape]),
  );
  return rewritten;
}
