import * as tf from '@tensorflow/tfjs-core';
import { afterEach, beforeAll, describe, expect, expectTypeOf, it } from 'vitest';
import { NonFiniteError } from './nonFinite.js';
import { weighted } from './objective.js';
import { adagrad } from './optimisers/adagrad.js';
import { adam } from './optimisers/adam.js';
import { adamW } from './optimisers/adamW.js';
import type { Optimiser } from './optimisers/optimiser.js';
import { rmsProp } from './optimisers/rmsProp.js';
import { stochasticGradientDescent } from './optimisers/stochasticGradientDescent.js';
import { OptionsError } from './options.js';
import { stepDecay } from './schedules/stepDecay.js';
import { compileStep, type Group, type StepOptions, type TrainingOptions } from './step.js';
import type { HostTensor } from './tensor.js';
import { denseAutoencoder, noise, relativeDifference, squaredError } from './testing/dense.js';
import { ENGINES } from './testing/engines.js';
import type { StepState } from './trainingStep.js';
import { nameVariable } from './variableNames.js';

interface Options extends StepOptions, Partial<TrainingOptions> {}
const disposables: { dispose(): unknown }[] = [];

beforeAll(() => tf.setBackend('cpu'));
afterEach(async () => {
  for (const disposable of disposables.splice(0)) await disposable.dispose();
});

/** A step of a small autoencoder on batches of 8. */
async function autoencoderStep({ optimiser, clipNorm, every, ...options }: Options = {}) {
  const { variables, forward } = denseAutoencoder([12, 7, 3]);
  const step = await compileStep(
    ({ x }) => {
      const y = forward(x);
      return { reconstruction: squaredError(x, y), size: weighted(tf.mean(tf.square(y)), 0.1) };
    },
    [{ variables, optimiser: optimiser ?? adam({ learningRate: 0.01 }), clipNorm, every }],
    { x: { shape: [8, 12] } },
    options,
  );
  disposables.push(step, ...variables);
  return { step, variables, forward };
}

const batch = (seed = 7, rows = 8) => ({ x: { data: noise(rows * 12, seed), shape: [rows, 12] } });
const valuesOf = (variables: readonly tf.Variable[]) =>
  variables.flatMap((variable) => Array.from(variable.dataSync()));

async function train(options: Options, steps = 20) {
  const { step, variables } = await autoencoderStep(options);
  const losses: number[] = [];
  for (let i = 0; i < steps; i++) losses.push((await step.run(batch(i + 1))).loss);
  return { losses, weights: valuesOf(variables) };
}

describe('compiled and eager steps agree over 20 steps', () => {
  const cases: [string, Options][] = [
    adam({ learningRate: 0.01, weightDecay: 0.01 }),
    adamW({ learningRate: 0.01 }),
    stochasticGradientDescent({ learningRate: 0.05 }),
    stochasticGradientDescent({ learningRate: 0.01, momentum: 0.9, nesterov: true }),
    rmsProp({ learningRate: 0.003, centered: true, momentum: 0.5 }),
    adagrad({ learningRate: 0.05 }),
    adam({ learningRate: stepDecay({ initial: 0.02, rate: 0.5, every: 5 }) }),
  ].map((optimiser: Optimiser) => [JSON.stringify(optimiser), { optimiser }]);

  it.each([...cases, ['clipNorm', { clipNorm: 0.5 }] as [string, Options]])(
    '%s',
    async (_, options) => {
      const compiled = await train({ ...options, engine: 'compiled' });
      const eager = await train({ ...options, engine: 'eager' });
      expect(relativeDifference(compiled.losses, eager.losses)).toBeLessThan(1e-5);
      expect(relativeDifference(compiled.weights, eager.weights)).toBeLessThan(1e-4);
      expect(compiled.losses[19]).toBeLessThan(compiled.losses[0]);
    },
  );

  it('and clipping changes the result', async () => {
    const [clipped, free] = [await train({ clipNorm: 0.5 }, 3), await train({}, 3)];
    expect(clipped.weights).not.toEqual(free.weights);
  });
});

it('keeps the heap within bounds over thousands of steps', async () => {
  const { step } = await autoencoderStep();
  const batches = [1, 2, 3].map((seed) => batch(seed));
  const run = async (steps: number) => {
    for (let i = 0; i < steps; i++) await step.run(batches[i % 3]);
    return process.memoryUsage();
  };
  const before = await run(1000);
  const after = await run(4000);
  const growth = (kind: 'heapUsed' | 'arrayBuffers' | 'external') => after[kind] - before[kind];
  // Garbage that is not collected yet is allowed for: a leak of the weights alone would be 4 MB.
  expect(growth('heapUsed')).toBeLessThan(16e6);
  expect(growth('external') + growth('arrayBuffers')).toBeLessThan(2e6);
});

it('gives the same bits again, with any number of threads', async () => {
  const first = await train({ threads: 1 }, 30);
  expect(await train({ threads: 1 }, 30)).toEqual(first);
  expect(await train({ threads: 2 }, 30)).toEqual(first);
});

describe.each(ENGINES)('%s step', (_, chosen) => {
  const { engine } = chosen;
  it('reports terms without weights and their weighted sum, by typed names', async () => {
    const { step } = await autoencoderStep({ ...chosen });
    const terms = await step.run(batch());
    expect(Object.keys(terms)).toEqual(['loss', 'reconstruction', 'size']);
    expect(terms.loss).toBeCloseTo(terms.reconstruction + 0.1 * terms.size, 5);
    expectTypeOf(terms).toEqualTypeOf<Record<'loss' | 'reconstruction' | 'size', number>>();
    expect(step.engine).toBe(engine);
  });

  it('keeps memory flat', async () => {
    const { step } = await autoencoderStep({ ...chosen });
    for (let i = 0; i < 20; i++) await step.run(batch());
    const tensors = tf.memory().numTensors;
    const bytes = tf.memory().numBytes;
    for (let i = 0; i < 200; i++) await step.run(batch());
    expect(tf.memory().numTensors).toBe(tensors);
    expect(tf.memory().numBytes).toBe(bytes);
  });

  it('frees all tensors but the variables', async () => {
    const { variables } = denseAutoencoder([4, 2]);
    const before = tf.memory().numTensors;
    const step = await compileStep(
      ({ x }) => ({ mean: tf.mean(tf.matMul(x, variables[0] as tf.Tensor2D)) }),
      [{ variables: variables.slice(0, 1), optimiser: adam() }],
      { x: { shape: [2, 4] } },
      chosen,
    );
    await step.run({ x: noise(8) });
    const trained = variables[0].dataSync().slice();
    await step.dispose();
    expect(tf.memory().numTensors).toBe(before);
    expect(variables[0].dataSync()).toEqual(trained);
    tf.dispose(variables);
  });

  it('takes an assigned variable as the new truth', async () => {
    const { step, variables } = await autoencoderStep({ ...chosen });
    const initial = variables.map((variable) => variable.dataSync().slice());
    const first = await step.run(batch());
    const second = await step.run(batch());
    expect(second.loss).toBeLessThan(first.loss);
    for (const [i, variable] of variables.entries()) {
      tf.tidy(() => variable.assign(tf.tensor(initial[i], variable.shape)));
    }
    expect(await step.run(batch())).toEqual(first);
  });

  it('leaves tensors that share values with a variable alone', async () => {
    const { step, variables } = await autoencoderStep({ ...chosen });
    await step.run(batch());
    const kept = tf.clone(variables[0]);
    const values = kept.dataSync().slice();
    await step.run(batch());
    expect(kept.dataSync()).toEqual(values);
    expect(variables[0].dataSync()).not.toEqual(values);
    kept.dispose();
    await step.run(batch());
  });

  it('takes other batch shapes', async () => {
    const { step } = await autoencoderStep({ ...chosen });
    const losses = [];
    for (const rows of [8, 3, 8, 5, 3]) losses.push((await step.run(batch(1, rows))).loss);
    expect(losses.every(Number.isFinite)).toBe(true);
    expect(step.steps).toBe(5);
  });

  it('continues with the same bits from a state and the variables', async () => {
    const straight = await autoencoderStep({ ...chosen });
    const losses = [];
    for (let i = 0; i < 8; i++) losses.push(await straight.step.run(batch(i)));

    const before = await autoencoderStep({ ...chosen });
    for (let i = 0; i < 4; i++) await before.step.run(batch(i));
    const state = await before.step.state();
    const weights = before.variables.map((variable) => variable.dataSync().slice());

    const after = await autoencoderStep({ ...chosen });
    after.variables.forEach((variable, i) =>
      tf.tidy(() => variable.assign(tf.tensor(weights[i], variable.shape))),
    );
    await after.step.restore(state);
    expect(after.step.steps).toBe(4);
    for (let i = 4; i < 8; i++) expect(await after.step.run(batch(i))).toEqual(losses[i]);
    expect(valuesOf(after.variables)).toEqual(valuesOf(straight.variables));
  });

  it('has copies in its state, keyed by variable and slot', async () => {
    const { step } = await autoencoderStep({ ...chosen });
    const initial = await step.state();
    expect(Object.keys(initial.slots)).toContain('0/firstMoment');
    expect(Object.keys(initial.slots)).toHaveLength(16);
    expect(initial.slots['0/firstMoment'].shape).toEqual([12, 7]);
    await step.run(batch());
    expect(initial.slots['0/firstMoment'].data.every((x) => x === 0)).toBe(true);
  });

  it('refuses the state of another optimiser', async () => {
    const { step } = await autoencoderStep({ ...chosen });
    const other = await autoencoderStep({ ...chosen, optimiser: adagrad() });
    await expect(step.restore(await other.step.state())).rejects.toThrow(
      /another optimiser: firstMoment of variable 0 '.*' is missing/,
    );
  });

  it('refuses a state that no step has, and stays as it was', async () => {
    const { step, variables } = await autoencoderStep({ ...chosen });
    nameVariable(variables[0], 'encoder/kernel');
    const moment = "firstMoment of variable 'encoder/kernel'";
    await step.run(batch());
    const state = await step.state();
    const slot = (data: HostTensor['data'], shape: readonly number[]) => ({
      ...state,
      slots: { ...state.slots, '0/firstMoment': { data, shape } },
    });
    const refused: [StepState, string][] = [
      [slot(new Float32Array(84), [7, 12]), `${moment} has the shape [7, 12] and not [12, 7]`],
      [slot(new Int32Array(84), [12, 7]), `${moment} is not float32`],
      [slot(new Float32Array(84).fill(NaN), [12, 7]), `${moment} has the value NaN at place 0`],
      [{ ...state, steps: -1 }, 'a whole number from 0, got -1'],
      [{ ...state, steps: 0.5 }, 'a whole number from 0, got 0.5'],
      [{ ...state, learningRates: { '': -1 } }, 'a number of 0 or above, got -1'],
      [{ ...state, learningRates: { other: 1 } }, 'a group "other", which is not here'],
    ];
    for (const [changed, message] of refused) {
      await expect(step.restore(changed)).rejects.toThrow(message);
    }
    expect(await step.state()).toEqual(state);
  });

  it('follows the schedule until a rate is set by hand', async () => {
    const learningRate = stepDecay({ initial: 1e-2, rate: 0.1, every: 2 });
    const { step } = await autoencoderStep({ ...chosen, optimiser: adam({ learningRate }) });
    const rates = [];
    for (let i = 0; i < 3; i++) {
      rates.push(step.learningRates['']);
      await step.run(batch());
    }
    expect(rates).toEqual([1e-2, 1e-2, 1e-3]);
    step.learningRates[''] = 0;
    const loss = await step.run(batch());
    expect(step.learningRates).toEqual({ '': 0 });
    expect(await step.run(batch())).toEqual(loss);
    expect(() => (step.learningRates[''] = -1)).toThrow(/0 or above, got -1/);
  });

  it('refuses terms that are not finite and leaves the variables alone', async () => {
    const w = tf.variable(tf.tensor1d([4, 1]));
    const average = tf.variable(tf.scalar(0));
    const step = await compileStep(
      ({ x }) => {
        const inner = tf.sum(tf.mul(x, w));
        average.assign(tf.mean(x));
        return { fine: tf.square(inner), log: tf.log(inner) };
      },
      [{ variables: [w], optimiser: adam() }],
      { x: { shape: [2] } },
      { ...chosen, state: [average] },
    );
    disposables.push(step, w, average);
    await step.run({ x: Float32Array.of(1, 1) });
    const [values, mean, state] = [w.dataSync().slice(), average.dataSync()[0], await step.state()];
    const bad = { x: Float32Array.of(-1, 0) };
    const error = await step.run(bad).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(NonFiniteError);
    expect(error).toMatchObject({ term: 'loss', step: 1 });
    expect(w.dataSync()).toEqual(values);
    expect(average.dataSync()[0]).toBe(mean);
    expect(await step.state()).toEqual(state);
    const diagnosis = await step.diagnose(bad);
    expect(diagnosis).toMatchObject({ kind: 'operation', value: NaN });
    if (engine === 'compiled') expect(diagnosis).toMatchObject({ name: 'Log' });
    expect(await step.diagnose({ x: Float32Array.of(1, 1) })).toBeUndefined();
    expect(await step.diagnose({ x: Float32Array.of(1, Infinity) })).toMatchObject({
      kind: 'input',
      name: 'x',
      position: 1,
    });
    await step.run({ x: Float32Array.of(1, 1) });
  });

  it.each([
    [{ checkGradients: true }, {}],
    [{}, { clipNorm: 1 }],
  ])('refuses gradients that are not finite with %j %j', async (option, training) => {
    const w = tf.variable(tf.tensor1d([0, 1]));
    const step = await compileStep(
      ({ x }) => ({ root: tf.sum(tf.sqrt(tf.mul(w, x))) }),
      [{ variables: [w], optimiser: adam(), ...training }],
      { x: { shape: [2] } },
      { ...chosen, ...option },
    );
    disposables.push(step, w);
    await expect(step.run({ x: Float32Array.of(1, 1) })).rejects.toThrow(
      /gradient norm of step 0 is Infinity/,
    );
    expect(w.dataSync()).toEqual(Float32Array.of(0, 1));
  });

  it('carries out assignments after the step, before the update', async () => {
    const w = tf.variable(tf.scalar(1));
    const average = tf.variable(tf.scalar(10));
    const count = tf.variable(tf.scalar(0, 'int32'));
    const step = await compileStep(
      ({ x }) => {
        average.assign(tf.add(tf.mul(average, 0.5), tf.mul(x, 0.5)));
        count.assign(tf.add(count, tf.scalar(1, 'int32')));
        w.assign(tf.minimum(w, 3));
        return { product: tf.mul(w, average) };
      },
      [{ variables: [w], optimiser: stochasticGradientDescent({ learningRate: 0.1 }) }],
      { x: { shape: [] } },
      { ...chosen, state: [average, count] },
    );
    disposables.push(step, w, average, count);
    expect((await step.run({ x: Float32Array.of(2) })).product).toBe(6);
    expect(average.dataSync()[0]).toBe(6);
    expect(w.dataSync()[0]).toBeCloseTo(0.4, 6);
    w.assign(tf.scalar(100));
    expect((await step.run({ x: Float32Array.of(2) })).product).toBe(12);
    expect(average.dataSync()[0]).toBe(4);
    expect(w.dataSync()[0]).toBeCloseTo(3 - 0.4, 6);
    expect(count.dataSync()[0]).toBe(2);
  });

  it('runs overlapping calls one after another', async () => {
    const one = await autoencoderStep({ ...chosen });
    const two = await autoencoderStep({ ...chosen });
    const together = await Promise.all([1, 2, 3].map((seed) => one.step.run(batch(seed))));
    for (const [i, seed] of [1, 2, 3].entries()) {
      expect(await two.step.run(batch(seed))).toEqual(together[i]);
    }
  });

  it('trains several groups by gradients at the same weights', async () => {
    const a = tf.variable(tf.scalar(2));
    const b = tf.variable(tf.scalar(3));
    const step = await compileStep(
      ({ x }) => {
        const product = tf.mul(x, tf.mul(a, b));
        return {
          product,
          negative: weighted(product, -1, 'critic'),
          more: weighted(tf.square(b), 1, 'critic'),
        };
      },
      [
        { variables: [a], optimiser: stochasticGradientDescent({ learningRate: 0.1 }) },
        {
          name: 'critic',
          variables: [b],
          optimiser: adam({ learningRate: 0.5 }),
          clipNorm: 1e6,
        },
      ],
      { x: { shape: [] } },
      chosen,
    );
    disposables.push(step, a, b);
    const terms = await step.run({ x: Float32Array.of(1) });
    expect(terms).toEqual({
      loss: 6,
      'critic.loss': 3,
      product: 6,
      negative: 6,
      more: 9,
    });
    expectTypeOf(terms).toEqualTypeOf<
      Record<'loss' | 'critic.loss' | 'product' | 'negative' | 'more', number>
    >();
    expect(a.dataSync()[0]).toBeCloseTo(2 - 0.1 * 3, 6);
    // Gradient 2 * 3 - 2 = 4: Adam's first step has the size of the learning rate.
    expect(b.dataSync()[0]).toBeCloseTo(3 - 0.5, 6);
    expect(step.learningRates).toEqual({ '': 0.1, critic: 0.5 });
    step.learningRates.critic = 0;
    // @ts-expect-error there is no such group
    expect(step.learningRates.generator).toBeUndefined();
    await step.run({ x: Float32Array.of(1) });
    expect(b.dataSync()[0]).toBeCloseTo(2.5, 6);
    expect(Object.keys((await step.state()).slots)).toEqual(['1/firstMoment', '1/secondMoment']);
  });

  it('says what is wrong with inputs', async () => {
    const { step } = await autoencoderStep({ ...chosen });
    const x = noise(96);
    // @ts-expect-error the input is called x
    await expect(step.run({ y: x })).rejects.toThrow(/no input "y"; the inputs are: x/);
    // @ts-expect-error x is missing
    await expect(step.run({})).rejects.toThrow(/input "x" is missing/);
    // @ts-expect-error x is float32
    await expect(step.run({ x: new Int32Array(96) })).rejects.toThrow(
      /is float32 and takes a Float32Array.*; got a Int32Array/,
    );
    await expect(step.run({ x: noise(95) })).rejects.toThrow(
      /has 95 values for shape \[8, 12\].*Give \{ data, shape \}/,
    );
    await expect(step.run({ x: { data: x, shape: [96] } })).rejects.toThrow(
      /has 96 values for shape \[96\]; the example has shape \[8, 12\]/,
    );
  });

  it('says what is wrong with losses and variables', async () => {
    const w = tf.variable(tf.scalar(1));
    const other = tf.variable(tf.scalar(1));
    disposables.push(w, other);
    const attempt = async (
      terms: () => unknown,
      group: object = {},
      options: object = {},
      ...more: Group[]
    ) => {
      const step = await compileStep(
        terms as () => { a: tf.Tensor },
        [{ variables: [w], optimiser: adam(), ...group }, ...more],
        {},
        { ...chosen, ...options },
      );
      return step.run({});
    };
    const fine = () => ({ a: tf.mul(w, 1) });
    await expect(attempt(() => ({ loss: tf.mul(w, 1) }))).rejects.toThrow(
      /cannot be called "loss"/,
    );
    await expect(attempt(() => ({ a: tf.reshape(w, [1]) }))).rejects.toThrow(
      /"a" must be a float32 scalar, got float32 of shape \[1\]/,
    );
    await expect(attempt(() => ({ a: 3 }))).rejects.toThrow(
      /"a" must be a scalar tensor, got a number/,
    );
    await expect(attempt(() => tf.mul(w, 1))).rejects.toThrow(/must return its terms by name/);
    await expect(attempt(() => ({}))).rejects.toThrow(/at least one term/);
    await expect(attempt(fine, { variables: [w, other] })).rejects.toThrow(
      /does not depend on variable 1/,
    );
    await expect(attempt(fine, { variables: [] })).rejects.toThrow(/no variables to train/);
    await expect(attempt(fine, { variables: [w, w] })).rejects.toThrow(/listed twice/);
    await expect(attempt(fine, {}, { state: [w] })).rejects.toThrow(/listed twice/);
    await expect(attempt(fine, { clipnorm: 1 })).rejects.toThrow(/unknown option "clipnorm"/);
    await expect(attempt(fine, { clipNorm: 0 })).rejects.toThrow(
      /"clipNorm": expected a number above 0/,
    );
    await expect(attempt(fine, {}, { engine: 'fast' })).rejects.toThrow(/"engine": expected/);
    await expect(attempt(fine, { clipNorm: 0 })).rejects.toThrow(OptionsError);
    await expect(attempt(fine, { optimiser: undefined })).rejects.toThrow(/Expected an optimiser/);
    expect(await attempt(fine)).toEqual({ loss: 1, a: 1 });
  });

  it('leaves no tensors behind when a loss fails', async () => {
    const w = tf.variable(tf.scalar(1));
    const before = tf.memory().numTensors;
    const failing = compileStep(
      () => ({ a: tf.mul(w, 2), b: tf.tensor1d([1, 2]) }),
      [{ variables: [w], optimiser: stochasticGradientDescent() }],
      {},
      chosen,
    ).then((step) => step.run({}));
    await expect(failing).rejects.toThrow(/"b" must be a float32 scalar/);
    expect(tf.memory().numTensors).toBe(before);
    w.dispose();
  });
});

it('refuses numbers drawn inside a compiled loss', async () => {
  const w = tf.variable(tf.scalar(1));
  const compiling = compileStep(
    () => ({ noisy: tf.mul(w, Math.random()) }),
    [{ variables: [w], optimiser: adam() }],
    {},
  );
  await expect(compiling).rejects.toThrow(/does not do the same every time/);
  w.dispose();
});

it('types losses by the examples', () => {
  const w = tf.variable(tf.ones<tf.Rank.R2>([3, 2]));
  const untyped = () =>
    compileStep(
      // @ts-expect-error there is no input y
      ({ y }) => ({ a: tf.mean(y as tf.Tensor) }),
      [{ variables: [w], optimiser: adam() }],
      { x: { shape: [4, 3] } },
    );
  expectTypeOf(untyped).toBeFunction();
  w.dispose();
});
