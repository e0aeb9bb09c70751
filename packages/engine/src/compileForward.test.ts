import * as tf from '@tensorflow/tfjs-core';
import { afterEach, beforeAll, describe, expect, expectTypeOf, it } from 'vitest';
import { compileForward } from './compileForward.js';
import { weighted } from './objective.js';
import { stochasticGradientDescent } from './optimisers/stochasticGradientDescent.js';
import { AssignedVariablesError } from './assignedVariables.js';
import { compileStep } from './step.js';
import { denseAutoencoder, noise, relativeDifference, squaredError } from './testing/dense.js';
import { valueAndGradient } from './valueAndGradient.js';
import { nameVariable } from './variableNames.js';
import type { HostTensor } from './tensor.js';

const disposables: { dispose(): unknown }[] = [];
beforeAll(() => tf.setBackend('cpu'));
afterEach(async () => {
  for (const disposable of disposables.splice(0)) await disposable.dispose();
});

describe.each(['compiled', 'eager'] as const)('%s forward pass', (engine) => {
  it('gives outputs of all types by name, in new arrays', async () => {
    const forward = await compileForward(
      ({ x, shift }) => ({
        sum: tf.sum(tf.add(x, tf.cast(shift, 'float32'))),
        next: tf.add(shift, tf.scalar(1, 'int32')),
        positive: tf.greater(x, 0),
      }),
      [],
      { x: { shape: [2, 2] }, shift: { shape: [], dtype: 'int32' } },
      { engine },
    );
    disposables.push(forward);
    const inputs = { x: Float32Array.of(1, -2, 3, -4), shift: Int32Array.of(5) };
    const first = await forward.run(inputs);
    expectTypeOf(first).toEqualTypeOf<Record<'sum' | 'next' | 'positive', HostTensor>>();
    expect(first).toEqual({
      sum: { data: Float32Array.of(18), shape: [] },
      next: { data: Int32Array.of(6), shape: [] },
      positive: { data: Uint8Array.of(1, 0, 1, 0), shape: [2, 2] },
    });
    const second = await forward.run(inputs);
    expect(second.sum.data).not.toBe(first.sum.data);
    expect(second).toEqual(first);
    // @ts-expect-error shift is int32
    await expect(forward.run({ ...inputs, shift: Float32Array.of(1) })).rejects.toThrow(/is int32/);
  });

  it('follows the variables: trained, assigned, and never changed by it', async () => {
    const w = tf.variable(tf.scalar(2));
    const calls = tf.variable(tf.scalar(0));
    const forward = await compileForward(
      ({ x }) => {
        calls.assign(tf.add(calls, 1));
        return { y: tf.mul(x, w) };
      },
      [w, calls],
      { x: { shape: [2] } },
      { engine },
    );
    const step = await compileStep(
      ({ x }) => ({ sum: tf.sum(tf.mul(x, w)) }),
      [{ variables: [w], optimiser: stochasticGradientDescent({ learningRate: 1 }) }],
      { x: { shape: [2] } },
      { engine },
    );
    disposables.push(forward, step, w, calls);
    const y = async () => Array.from((await forward.run({ x: Float32Array.of(1, 3) })).y.data);
    expect(await y()).toEqual([2, 6]);
    await step.run({ x: Float32Array.of(1, -2) });
    expect(await y()).toEqual([3, 9]);
    await step.run({ x: Float32Array.of(1, -2) });
    expect(await y()).toEqual([4, 12]);
    w.assign(tf.scalar(10));
    expect(await y()).toEqual([10, 30]);
    expect(calls.dataSync()[0]).toBe(0);
  });

  it('takes other shapes, at the same time too, and keeps memory flat', async () => {
    const { variables, forward: reconstruct } = denseAutoencoder([6, 3]);
    const forward = await compileForward(
      ({ x }) => ({ y: reconstruct(x) }),
      variables,
      { x: { shape: [4, 6] } },
      { engine, cacheSize: 2 },
    );
    disposables.push(forward, ...variables);
    const before = tf.memory().numTensors;
    const rows = [4, 1, 2, 5, 4, 1];
    const results = await Promise.all(
      rows.map((n) => forward.run({ x: { data: noise(n * 6), shape: [n, 6] } })),
    );
    expect(results.map(({ y }) => y.shape)).toEqual(rows.map((n) => [n, 6]));
    expect(relativeDifference(results[0].y.data.slice(0, 6), results[1].y.data)).toBeLessThan(1e-6);
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe.each(['compiled', 'eager'] as const)('%s valueAndGradient', (engine) => {
  it('agrees with central differences', async () => {
    const { variables, forward } = denseAutoencoder([6, 4, 2]);
    const f = await valueAndGradient(
      ({ x }) => {
        const y = forward(x);
        return { error: squaredError(x, y), size: weighted(tf.mean(tf.abs(y)), 0.5) };
      },
      variables,
      { x: { shape: [5, 6] } },
      { engine },
    );
    disposables.push(f, ...variables);
    const x = noise(30);
    const { value, terms, gradients } = await f.run({ x });
    expect(value).toBeCloseTo(terms.error + 0.5 * terms.size, 5);

    const valueAt = async (variable: tf.Variable, values: Float32Array) => {
      tf.tidy(() => variable.assign(tf.tensor(values, variable.shape)));
      return (await f.run({ x })).value;
    };
    for (const [i, variable] of variables.entries()) {
      const weights = variable.dataSync().slice() as Float32Array;
      // Along the gradient rounding matters least: f(w + hd) - f(w - hd) = 2h |g|.
      const norm = Math.hypot(...gradients[i]);
      const moved = (h: number) => weights.map((w, j) => w + (h * gradients[i][j]) / norm);
      const h = 0.01;
      const difference = (await valueAt(variable, moved(h))) - (await valueAt(variable, moved(-h)));
      expect(difference / (2 * h) / norm).toBeCloseTo(1, 2);
      await valueAt(variable, weights);
    }
    expect(await f.run({ x })).toEqual({ value, terms, gradients });
  });

  it('gives new arrays and reads state', async () => {
    const w = tf.variable(tf.tensor1d([1, 2]));
    const scale = tf.variable(tf.scalar(3));
    const f = await valueAndGradient(
      () => ({ a: tf.sum(tf.mul(tf.square(w), scale)) }),
      [w],
      {},
      {
        engine,
        state: [scale],
      },
    );
    disposables.push(f, w, scale);
    const { value, gradients } = await f.run({});
    expect(value).toBe(15);
    expect(gradients).toEqual([Float32Array.of(6, 12)]);
    expect((await f.run({})).gradients[0]).not.toBe(gradients[0]);
  });

  it('refuses a loss that assigns variables, and leaves them alone', async () => {
    const [w, seen] = [tf.variable(tf.scalar(2)), tf.variable(tf.scalar(0))];
    disposables.push(w, seen);
    nameVariable(seen, 'code/seen');
    const before = tf.memory().numTensors;
    const attempt = async (dropAssignments?: boolean) => {
      const loss = () => {
        seen.assign(tf.add(seen, 1));
        return { square: tf.square(w) };
      };
      const options = { engine, state: [seen], dropAssignments };
      const f = await valueAndGradient(loss, [w], {}, options);
      const result = await f.run({});
      await f.dispose();
      return result;
    };
    const error = await attempt().catch((e: unknown) => e);
    expect(error).toBeInstanceOf(AssignedVariablesError);
    expect(error).toMatchObject({ variables: [seen] });
    expect(String(error)).toMatch(
      /assigns the variables 'code\/seen', and .*optimiser such as adam/,
    );
    expect(seen.dataSync()[0]).toBe(0);
    expect((await attempt(true)).gradients).toEqual([Float32Array.of(4)]);
    expect(seen.dataSync()[0]).toBe(0);
    expect(tf.memory().numTensors).toBe(before);
  });
});

it('compiled and eager gradients agree', async () => {
  const { variables, forward } = denseAutoencoder([9, 5, 2]);
  const run = async (engine: 'compiled' | 'eager') => {
    const f = await valueAndGradient(
      ({ x }) => ({ error: squaredError(x, forward(x)) }),
      variables,
      { x: { shape: [7, 9] } },
      { engine },
    );
    disposables.push(f);
    return f.run({ x: noise(63) });
  };
  disposables.push(...variables);
  const [compiled, eager] = [await run('compiled'), await run('eager')];
  for (const [i, gradient] of compiled.gradients.entries()) {
    expect(relativeDifference(gradient, eager.gradients[i])).toBeLessThan(1e-5);
  }
});
