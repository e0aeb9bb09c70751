/**
 * Times plain matrix products in ONNX Runtime:
 * `node products.js <sides of the square matrices as JSON>`.
 */
import { availableParallelism } from 'node:os';
import { encodeModel, trace } from '@autoencoder-zoo/engine/graph';
import * as tf from '@tensorflow/tfjs-core';
import { serve, time } from './answer.js';

process.env['ORT_DISABLE_TELEMETRY'] ??= '1';
const { env, InferenceSession, Tensor } = await import('onnxruntime-node');

const sides = JSON.parse(process.argv[2]) as number[];
const products = await Promise.all(
  sides.map(async (side) => ({ once: await product(side), operations: 2 * side ** 3 })),
);
await serve({ engine: `ONNX Runtime ${env.versions.node}`, first: 0 }, async ({ seconds }) => {
  const rates = [];
  for (const { once, operations } of products) {
    const share = { seconds: seconds / products.length };
    const { repetitions, milliseconds } = await time({ once, fewest: 3 }, share);
    rates.push({ repetitions, milliseconds: milliseconds / (operations / 1e9) });
  }
  return rates.toSorted((a, b) => a.milliseconds - b.milliseconds)[0];
});
process.exit();

async function product(side: number): Promise<() => Promise<unknown>> {
  const shape = [side, side];
  const multiply = ({ a, b }: Record<string, tf.Tensor>) => ({ c: tf.matMul(a, b) });
  const { graph, inputs } = trace(multiply, {
    inputs: { a: { shape }, b: { shape } },
    variables: [],
  });
  const session = await InferenceSession.create(encodeModel(graph), {
    intraOpNumThreads: availableParallelism(),
  });
  const matrix = () =>
    new Tensor(
      'float32',
      Float32Array.from({ length: side ** 2 }, (_, i) => Math.sin(i)),
      shape,
    );
  const feeds = { [inputs['a']]: matrix(), [inputs['b']]: matrix() };
  const fetches = { c: matrix() };
  return () => session.run(feeds, fetches);
}
