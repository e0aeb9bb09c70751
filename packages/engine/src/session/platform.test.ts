import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { expect, it, vi } from 'vitest';
import { adam } from '../optimisers/adam.js';
import { compileStep } from '../step.js';

vi.mock('./node.js', () => {
  throw new Error('no binary for this platform');
});

it('falls back to the eager engine with one warning where ONNX Runtime has no binary', async () => {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  const w = tf.variable(tf.scalar(3));
  const compile = () =>
    compileStep(() => ({ square: tf.square(w) }), [{ variables: [w], optimiser: adam() }], {});
  const [step] = [await compile(), await compile()];
  expect(step.engine).toBe('eager');
  expect(await step.run({})).toEqual({ loss: 9, square: 9 });
  const warnings = warn.mock.calls.map(([message]) => String(message));
  expect(warnings.filter((message) => message.startsWith('ONNX Runtime cannot'))).toHaveLength(1);
});
