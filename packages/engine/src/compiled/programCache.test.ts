import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { beforeEach, expect, it } from 'vitest';
import { compileForward } from '../compileForward.js';
import { loadSessions } from '../session/node.js';
import type { SessionFactory } from '../session/session.js';

const nodeSessions = await loadSessions();

let created = 0;
let released = 0;
/** ONNX Runtime, counted. */
const sessions: SessionFactory = {
  async create(model, options) {
    created++;
    const session = await nodeSessions.create(model, options);
    return {
      ...session,
      release() {
        released++;
        return session.release();
      },
    };
  },
};

beforeEach(async () => {
  await tf.setBackend('cpu');
  created = released = 0;
});

it('compiles each shape once and keeps the ones used last', async () => {
  const forward = await compileForward(
    ({ x }) => ({ y: tf.add(x, 1) }),
    [],
    { x: { shape: [1] } },
    { sessions, cacheSize: 2 },
  );
  const run = async (...lengths: number[]) => {
    for (const n of lengths) {
      const { y } = await forward.run({ x: { data: new Float32Array(n), shape: [n] } });
      expect(y.shape).toEqual([n]);
    }
    return [created, released];
  };
  expect(await run(1, 1)).toEqual([1, 0]);
  expect(await run(2, 1, 2, 1)).toEqual([2, 0]);
  expect(await run(3)).toEqual([3, 1]);
  expect(await run(1, 3)).toEqual([3, 1]);
  expect(await run(2)).toEqual([4, 2]);
  await forward.dispose();
  expect([created, released]).toEqual([4, 4]);
});

it('gives sessions their options', async () => {
  const given: unknown[] = [];
  const recording: SessionFactory = {
    create(model, options) {
      given.push(options);
      return nodeSessions.create(model, options);
    },
  };
  for (const options of [{}, { threads: 1, spin: false }]) {
    const forward = await compileForward(
      ({ x }) => ({ y: tf.add(x, 1) }),
      [],
      { x: { shape: [1] } },
      { ...options, sessions: recording },
    );
    await forward.dispose();
  }
  expect(given).toEqual([
    { threads: undefined, light: false, mostThreads: Infinity, spin: true },
    { threads: 1, light: false, mostThreads: Infinity, spin: false },
  ]);
});

it('says to sessions whether a graph is light', async () => {
  const given: unknown[] = [];
  const recording: SessionFactory = {
    create(model, options) {
      given.push(options?.light);
      return nodeSessions.create(model, options);
    },
  };
  for (const width of [10, 400]) {
    const forward = await compileForward(
      ({ x }) => ({ y: tf.matMul(x, x) }),
      [],
      { x: { shape: [width, width] } },
      { sessions: recording },
    );
    await forward.dispose();
  }
  expect(given).toEqual([true, false]);
});

it('refuses a cache without room', async () => {
  const compiling = compileForward(({ x }) => ({ x }), [], { x: { shape: [1] } }, { cacheSize: 0 });
  await expect(compiling).rejects.toThrow(
    /"cacheSize": expected a whole number of 1 or above, but got 0/,
  );
});
