import * as tf from '@tensorflow/tfjs-core';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { NonFiniteError } from './nonFinite.js';
import { adam } from './optimisers/adam.js';
import { stochasticGradientDescent } from './optimisers/stochasticGradientDescent.js';
import { compileStep, type StepOptions } from './step.js';
import { noise, relativeDifference } from './testing/dense.js';
import { ENGINES } from './testing/engines.js';

const disposables: { dispose(): unknown }[] = [];
beforeAll(() => tf.setBackend('cpu'));
afterEach(async () => {
  for (const disposable of disposables.splice(0)) await disposable.dispose();
});

const variableOf = (values: readonly number[], shape = [values.length]) => {
  const variable = tf.variable(tf.tensor(values as number[], shape));
  disposables.push(variable);
  return variable;
};
const valuesOf = (variable: tf.Variable) => Array.from(variable.dataSync());
const unitColumns = (w: tf.Tensor) => tf.div(w, tf.sqrt(tf.sum(tf.square(w), 0, true)));

/** A linear autoencoder with tied weights, and a slow copy of them. */
async function tied(options: StepOptions, afterUpdate: boolean) {
  const w = variableOf(Array.from(noise(15, 3)), [5, 3]);
  const slow = variableOf(Array.from(noise(15, 3)), [5, 3]);
  const step = await compileStep(
    ({ x }) => {
      const kernel = w as tf.Tensor as tf.Tensor2D;
      const y = tf.matMul(tf.matMul(x, kernel), kernel, false, true);
      return { error: tf.mean(tf.squaredDifference(x, y)) };
    },
    [{ variables: [w], optimiser: adam({ learningRate: 0.05 }) }],
    { x: { shape: [4, 5] } },
    {
      ...options,
      state: [slow],
      ...(afterUpdate && {
        afterUpdate: () => {
          w.assign(unitColumns(w));
          slow.assign(tf.add(tf.mul(slow, 0.9), tf.mul(w, 0.1)));
        },
      }),
    },
  );
  disposables.push(step);
  return { step, w, slow };
}
const batch = (seed: number) => ({ x: noise(20, seed) });

describe.each(ENGINES)('%s step with afterUpdate', (name, chosen) => {
  it('assigns after each update what it computes of the new weights', async () => {
    const [ours, plain] = [await tied(chosen, true), await tied(chosen, false)];
    for (let i = 0; i < 6; i++) {
      const terms = await ours.step.run(batch(i));
      expect(terms.error).toBeCloseTo((await plain.step.run(batch(i))).error, 5);
      tf.tidy(() => {
        plain.w.assign(unitColumns(plain.w));
        plain.slow.assign(tf.add(tf.mul(plain.slow, 0.9), tf.mul(plain.w, 0.1)));
      });
      for (const v of ['w', 'slow'] as const) {
        expect(relativeDifference(valuesOf(ours[v]), valuesOf(plain[v]))).toBeLessThan(1e-5);
      }
    }
    const lengths = tf.tidy(() => tf.sum(tf.square(ours.w), 0).dataSync());
    for (const length of lengths) expect(length).toBeCloseTo(1, 5);
  });

  it('goes on with the same bits from a state and the variables', async () => {
    const [straight, before, after] = await Promise.all([1, 2, 3].map(() => tied(chosen, true)));
    const terms = [];
    for (let i = 0; i < 6; i++) terms.push(await straight.step.run(batch(i)));
    for (let i = 0; i < 3; i++) await before.step.run(batch(i));
    after.w.assign(before.w);
    after.slow.assign(before.slow);
    await after.step.restore(await before.step.state());
    for (let i = 3; i < 6; i++) expect(await after.step.run(batch(i))).toEqual(terms[i]);
    expect(valuesOf(after.w)).toEqual(valuesOf(straight.w));
    expect(valuesOf(after.slow)).toEqual(valuesOf(straight.slow));
  });

  it('leaves all as it was where a term is not finite', async () => {
    const { step, w, slow } = await tied(chosen, true);
    await step.run(batch(1));
    const values = [valuesOf(w), valuesOf(slow), await step.state()];
    await expect(step.run({ x: noise(20).fill(NaN) })).rejects.toThrow(NonFiniteError);
    expect([valuesOf(w), valuesOf(slow), await step.state()]).toEqual(values);
  });

  it('exchanges variables, reads inputs of any shape, and comes after what the loss assigns', async () => {
    const [w, a, b, seen] = [[1], [1], [2], [0]].map((values) => variableOf(values));
    const step = await compileStep(
      ({ x }) => {
        seen.assign(tf.add(seen, 1));
        return { product: tf.mul(tf.mean(x), tf.sum(w)) };
      },
      [{ variables: [w], optimiser: stochasticGradientDescent({ learningRate: 1 }), every: 2 }],
      { x: { shape: [1] } },
      {
        ...chosen,
        state: [a, b, seen],
        afterUpdate: ({ x }) => {
          const before = tf.clone(a);
          a.assign(b);
          b.assign(tf.mul(before, 10));
          seen.assign(tf.add(tf.mul(seen, 100), tf.add(w, x.shape[0])));
          w.assign(tf.maximum(w, tf.min(x)));
        },
      },
    );
    disposables.push(step);
    const rows: number[][] = [];
    for (const x of [[0.5], [0.25, 0.75], [1]]) {
      await step.run({ x: { data: Float32Array.from(x), shape: [x.length] } });
      rows.push([w, a, b, seen].map((variable) => valuesOf(variable)[0]));
    }
    expect(rows).toEqual([
      [0.5, 2, 10, 101.5],
      [0.5, 10, 20, 10252.5],
      [1, 20, 100, 1025350.5],
    ]);
  });

  it('may assign nothing', async () => {
    const w = variableOf([1]);
    const step = await compileStep(
      () => ({ w: tf.sum(w) }),
      [{ variables: [w], optimiser: stochasticGradientDescent({ learningRate: 1 }) }],
      {},
      { ...chosen, afterUpdate: () => undefined },
    );
    disposables.push(step);
    await step.run({});
    expect(valuesOf(w)).toEqual([0]);
  });

  it('keeps memory flat', async () => {
    const { step } = await tied(chosen, true);
    for (let i = 0; i < 3; i++) await step.run(batch(i));
    const { numTensors } = tf.memory();
    for (let i = 0; i < 10; i++) await step.run(batch(i));
    expect(tf.memory().numTensors).toBe(numTensors);
  });

  it('says what is wrong', async () => {
    const [w, other] = [variableOf([1]), variableOf([1])];
    const attempt = (afterUpdate: unknown) =>
      compileStep(
        () => ({ w: tf.sum(w) }),
        [{ variables: [w], optimiser: adam() }],
        {},
        { ...chosen, afterUpdate: afterUpdate as () => void },
      );
    await expect(attempt(3)).rejects.toThrow(/"afterUpdate": expected a function, but got 3/);
    const before = tf.memory().numTensors;
    await expect(attempt(() => w.assign(tf.zeros([2])))).rejects.toThrow(/shape/);
    expect(valuesOf(w)).toEqual([1]);
    expect(tf.memory().numTensors).toBe(before);
    if (name === 'eager') return;
    const unlisted = /assigns the variable '.+', which is not in the list/;
    await expect(attempt(() => other.assign(tf.mul(w, 2)))).rejects.toThrow(unlisted);
    const noisy = /does not do the same every time/;
    await expect(attempt(() => w.assign(tf.mul(w, Math.random())))).rejects.toThrow(noisy);
  });
});
