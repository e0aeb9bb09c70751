import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { compileForward } from '../compileForward.js';
import { adam } from '../optimisers/adam.js';
import { compileStep } from '../step.js';
import { loadTfjsNode } from './tfjsNode.js';

/** Names of the kernels that ran on the second backend. */
let kernels = 0;

beforeAll(async () => {
  await tf.setBackend('cpu');
  const Backend = tf.findBackend('cpu').constructor as new () => tf.KernelBackend;
  class Counting extends Backend {
    override write(...parameters: Parameters<tf.KernelBackend['write']>) {
      kernels++;
      return super.write(...parameters);
    }
  }
  tf.registerBackend('counting', () => new Counting());
  tf.copyRegisteredKernels('cpu', 'counting');
});
afterAll(() => tf.removeBackend('counting'));

it('runs on the backend of its option and leaves the current one current', async () => {
  const w = tf.variable(tf.tensor1d([1, 2]));
  const options = { engine: 'eager', backend: 'counting' } as const;
  const examples = { x: { shape: [2] } };
  const step = await compileStep(
    ({ x }) => ({ square: tf.sum(tf.square(tf.mul(x, w))) }),
    [{ variables: [w], optimiser: adam({ learningRate: 0.5 }), clipNorm: 100 }],
    examples,
    options,
  );
  const forward = await compileForward(({ x }) => ({ y: tf.mul(x, w) }), [w], examples, options);
  const x = Float32Array.of(1, 1);
  expect((await step.run({ x })).loss).toBe(5);
  expect(kernels).toBeGreaterThan(10);
  expect(tf.getBackend()).toBe('cpu');
  const before = kernels;
  expect((await forward.run({ x })).y.data[0]).toBeCloseTo(0.5, 5);
  expect(kernels).toBeGreaterThan(before);
  expect(tf.getBackend()).toBe('cpu');
  expect(tf.tidy(() => tf.sum(w).dataSync()[0])).toBeCloseTo(2, 5);
  await step.dispose();
  w.dispose();
});

it('says when a backend is not there', async () => {
  const compiling = compileForward(
    ({ x }) => ({ x }),
    [],
    { x: { shape: [1] } },
    {
      engine: 'eager',
      backend: 'abacus',
    },
  );
  await expect(compiling).rejects.toThrow(/backend 'abacus' is not registered. Import its package/);
});

it('loads tfjs-node where it is installed, and says how to install it where it is not', async () => {
  const outcome = await loadTfjsNode().then(
    () => tf.engine().backendNames().includes('tensorflow'),
    (error: unknown) => String(error),
  );
  expect(tf.getBackend()).toBe('cpu');
  if (outcome !== true) expect(outcome).toMatch(/npm install @tensorflow\/tfjs-node@4\.22\.0/);
});
