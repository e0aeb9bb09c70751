import * as tf from '@tensorflow/tfjs-core';
import { Tensor } from 'onnxruntime-common';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { EngineOptions } from '../engineOptions.js';
import { weighted } from '../objective.js';
import { adagrad } from '../optimisers/adagrad.js';
import { adam } from '../optimisers/adam.js';
import { adamW } from '../optimisers/adamW.js';
import { rmsProp } from '../optimisers/rmsProp.js';
import { stochasticGradientDescent } from '../optimisers/stochasticGradientDescent.js';
import { cosineDecay } from '../schedules/cosineDecay.js';
import { loadSessions } from '../session/node.js';
import type { Provider } from '../session/provider.js';
import type { SessionFactory } from '../session/session.js';
import { compileStep, type StepOptions, type TrainingOptions } from '../step.js';
import { denseAutoencoder, noise, relativeDifference, squaredError } from '../testing/dense.js';
import { varying } from './updateInGraph.js';

const nodeSessions = await loadSessions();

interface Options extends StepOptions, Partial<TrainingOptions> {}
const disposables: { dispose(): unknown }[] = [];

beforeAll(() => tf.setBackend('cpu'));
afterEach(async () => {
  for (const disposable of disposables.splice(0)) await disposable.dispose();
});

/** A step of a small autoencoder on batches of 8, and of its mean output, which it remembers. */
async function autoencoderStep({ optimiser, clipNorm, ...options }: Options) {
  const { variables, forward } = denseAutoencoder([12, 7, 3]);
  const mean = tf.variable(tf.zeros([12]));
  const step = await compileStep(
    ({ x }) => {
      const y = forward(x);
      mean.assign(tf.add(tf.mul(mean, 0.9), tf.mul(tf.mean(y, 0), 0.1)));
      return { reconstruction: squaredError(x, y), size: weighted(tf.mean(tf.square(y)), 0.1) };
    },
    [{ variables, optimiser: optimiser ?? adam({ learningRate: 0.01 }), clipNorm }],
    { x: { shape: [8, 12] } },
    { state: [mean], ...options },
  );
  disposables.push(step, ...variables, mean);
  return { step, variables: [...variables, mean] };
}

const batch = (seed: number, rows = 8) => ({
  x: { data: noise(rows * 12, seed), shape: [rows, 12] },
});
const valuesOf = (variables: readonly tf.Variable[]) =>
  variables.flatMap((variable) => Array.from(variable.dataSync()));

async function train(options: Options, steps = 20) {
  const { step, variables } = await autoencoderStep(options);
  const losses: number[] = [];
  for (let i = 0; i < steps; i++) losses.push((await step.run(batch(i + 1))).loss);
  return { losses, weights: valuesOf(variables) };
}

/**
 * Engines whose update is in the graph: on the processor, on a device that is played,
 * on a real one.
 */
const whole: [string, EngineOptions][] = [
  ['the processor', { optimiserIn: 'graph' }],
  ['a device', { provider: 'webgpu', sessions: deviceInMemory() }],
];
const real = process.env['TEST_PROVIDER'] as Provider | undefined;
if (real) whole.push([real, { provider: real }]);

describe.each(whole)('a step with its update on %s', (_, engine) => {
  it.each(
    [
      adam({ learningRate: 0.01, weightDecay: 0.01 }),
      adam({ learningRate: cosineDecay({ initial: 0.02, steps: 15 }) }),
      adamW({ learningRate: 0.01 }),
      stochasticGradientDescent({ learningRate: 0.02, weightDecay: 0.1 }),
      stochasticGradientDescent({ learningRate: 0.01, momentum: 0.9 }),
      stochasticGradientDescent({ learningRate: 0.01, momentum: 0.9, nesterov: true }),
      rmsProp({ learningRate: 0.003 }),
      rmsProp({ learningRate: 0.003, centered: true, momentum: 0.5, weightDecay: 0.1 }),
      adagrad({ learningRate: 0.05, learningRateDecay: 0.1, initialAccumulator: 0.1 }),
    ].flatMap((optimiser) => [
      [JSON.stringify(optimiser), { optimiser }] as [string, Options],
      [`clipped ${optimiser.name}`, { optimiser, clipNorm: 2 }] as [string, Options],
    ]),
  )('agrees with the passes over memory: %s', async (_, options) => {
    const [given, expected] = [await train({ ...options, ...engine }), await train(options)];
    expect(relativeDifference(given.losses, expected.losses)).toBeLessThan(1e-6);
    expect(relativeDifference(given.weights, expected.weights)).toBeLessThan(1e-6);
    expect(given.losses[19]).toBeLessThan(given.losses[0]);
  });

  it('clips', async () => {
    const [clipped, free] = [
      await train({ ...engine, clipNorm: 2 }, 3),
      await train({ ...engine }, 3),
    ];
    expect(clipped.weights).not.toEqual(free.weights);
  });

  it('goes on from a state of the other way, in both directions', async () => {
    const expected = await train({}, 10);
    for (const [before, after] of [
      [{}, engine],
      [engine, {}],
    ]) {
      const first = await autoencoderStep(before);
      for (let i = 0; i < 5; i++) await first.step.run(batch(i + 1));
      const second = await autoencoderStep(after);
      const weights = first.variables.map((variable) => variable.dataSync().slice());
      second.variables.forEach((variable, i) =>
        tf.tidy(() => variable.assign(tf.tensor(weights[i], variable.shape))),
      );
      await second.step.restore(await first.step.state());
      for (let i = 5; i < 10; i++) await second.step.run(batch(i + 1));
      expect(relativeDifference(valuesOf(second.variables), expected.weights)).toBeLessThan(1e-6);
    }
  });

  it('carries weights and slots from one batch shape to the next', async () => {
    const [given, expected] = [await autoencoderStep(engine), await autoencoderStep({})];
    for (const [i, rows] of [8, 3, 8, 5, 3].entries()) {
      const [{ loss }, other] = [
        await given.step.run(batch(i, rows)),
        await expected.step.run(batch(i, rows)),
      ];
      expect(loss).toBeCloseTo(other.loss, 4);
    }
    expect(
      relativeDifference(valuesOf(given.variables), valuesOf(expected.variables)),
    ).toBeLessThan(1e-6);
  });

  it('undoes nothing more than the step that is refused', async () => {
    const { step, variables } = await autoencoderStep(engine);
    await step.run(batch(1));
    const [weights, state] = [valuesOf(variables), await step.state()];
    const x = new Float32Array(96).fill(NaN);
    await expect(step.run({ x })).rejects.toThrow(/loss of step 1 is NaN/);
    expect(valuesOf(variables)).toEqual(weights);
    expect(await step.state()).toEqual(state);
    await step.run(batch(2));
    expect(step.steps).toBe(2);
    const other = await autoencoderStep({});
    for (const seed of [1, 2]) await other.step.run(batch(seed));
    expect(relativeDifference(valuesOf(variables), valuesOf(other.variables))).toBeLessThan(1e-6);
  });

  it('gives the present weights to its variables, and takes assigned ones in', async () => {
    const { step, variables } = await autoencoderStep(engine);
    const initial = variables.map((variable) => variable.dataSync().slice());
    const first = await step.run(batch(1));
    expect(variables[0].dataSync()).not.toEqual(initial[0]);
    variables.forEach((variable, i) =>
      tf.tidy(() => variable.assign(tf.tensor(initial[i], variable.shape))),
    );
    expect(await step.run(batch(1))).toEqual(first);
  });
});

it('leaves weights and slots on the device, one set of them, until it is disposed', async () => {
  const device = deviceInMemory();
  const { step } = await autoencoderStep({ provider: 'webgpu', sessions: device });
  for (let i = 0; i < 5; i++) await step.run(batch(i + 1));
  await step.run({ x: new Float32Array(96).fill(NaN) }).catch(() => undefined);
  expect([...device.resident].sort()).toEqual([
    ...Array.from({ length: 9 }, (_, i) => `assigned:${i}`),
    ...Array.from({ length: 8 }, (_, i) => [
      `slot:${i}/firstMoment`,
      `slot:${i}/secondMoment`,
    ]).flat(),
  ]);
  expect(device.holds).toBe(9 + 16);
  await step.dispose();
  expect(device.holds).toBe(0);
});

it('finds the coefficients that are no constants', () => {
  expect(varying(adam())).toEqual(['stepSize', 'rootScale']);
  expect(varying(adamW())).toEqual(['stepSize', 'rootScale', 'shrinkage']);
  expect(varying(adagrad({ learningRateDecay: 1 / 7 }))).toEqual(['stepSize']);
});

/**
 * ONNX Runtime on the processor, with resident results behind handles that cannot be
 * read, as on a device.
 */
function deviceInMemory(): SessionFactory & { resident: Set<string>; holds: number } {
  const resident = new Set<string>();
  const memory = new Map<object, Tensor>();
  const inside = (tensor: Tensor) =>
    tensor.location === 'cpu' ? tensor : memory.get(tensor.gpuBuffer)!;
  return {
    resident,
    get holds() {
      return memory.size;
    },
    providers: ['cpu', 'webgpu'],
    async create(model, { provider, resident: kept = [], ...options } = {}) {
      const session = await nodeSessions.create(model, options);
      for (const name of provider === 'webgpu' ? kept : []) resident.add(name);
      return {
        ...session,
        async run(inputs, outputs) {
          const feeds = Object.entries(inputs).map(([name, tensor]) => [name, inside(tensor)]);
          const results = await session.run(Object.fromEntries(feeds) as typeof inputs, outputs);
          return Object.fromEntries(
            Object.entries(results).map(([name, tensor]) => {
              if (!kept.includes(name)) return [name, tensor];
              const handle = {} as Tensor['gpuBuffer'];
              memory.set(handle, tensor);
              const { type, dims } = tensor;
              return [
                name,
                Tensor.fromGpuBuffer(handle, {
                  dataType: type as 'float32',
                  dims,
                  download: (): Promise<Float32Array> => Promise.reject(new Error('no such way')),
                  dispose: () => memory.delete(handle),
                }),
              ];
            }),
          );
        },
      };
    },
  };
}
