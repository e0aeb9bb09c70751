import { expect, it } from 'vitest';
import { GraphBuilder } from '../graph/builder.js';
import { encodeModel } from '../onnx/encode.js';
import { loadBinding } from './binding.js';
import { loadSessions } from './node.js';
import { messageOfRefusal, runWithoutCopies, withSequence } from './resultCopies.js';

const nodeSessions = await loadSessions();
const binding = await loadBinding();
const { InferenceSession, Tensor } = binding;

const COUNT = 1_000_000;

/** x repeated a million times: almost nothing but the result. */
function model(): Uint8Array {
  const graph = new GraphBuilder();
  const x = graph.input('x', [1], 'float32');
  return encodeModel(graph.build({ y: graph.expand(x, [COUNT]) }));
}

const tensor = (values: Float32Array) => new Tensor('float32', values, [values.length]);

it('leaves results in their memory and copies none', async () => {
  const message = await messageOfRefusal(binding);
  // The version that this package asks for copies; a later one that does not is as welcome.
  expect(message).toMatch(/tensor/i);
  const session = await InferenceSession.create(withSequence(model()));
  const y = new Float32Array(COUNT);
  const run = (value: number) =>
    runWithoutCopies(session, { x: tensor(Float32Array.of(value)) }, { y: tensor(y) }, message!);
  await run(1);
  const { arrayBuffers } = process.memoryUsage();
  for (let value = 2; value < 12; value++) {
    await run(value);
    expect(y[0]).toBe(value);
    expect(y[COUNT - 1]).toBe(value);
  }
  expect(process.memoryUsage().arrayBuffers - arrayBuffers).toBeLessThan(4 * COUNT);
  await session.release();
});

it('still reports errors of the run', async () => {
  const session = await nodeSessions.create(model());
  const y = { y: tensor(new Float32Array(COUNT)) };
  await expect(session.run({ x: tensor(new Float32Array(2)) }, y)).rejects.toThrow(/dimensions/);
  await expect(session.run({}, y)).rejects.toThrow(/'x' is missing/);
  await session.release();
});

it('gives results for which there is no memory', async () => {
  const session = await nodeSessions.create(model());
  const { y } = await session.run({ x: tensor(Float32Array.of(3)) }, { y: null });
  expect((y.data as Float32Array)[7]).toBe(3);
  await session.release();
});
