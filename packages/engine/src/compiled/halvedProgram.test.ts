import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { expect, it, vi } from 'vitest';
import { lstm } from '../operations/recurrent/lstm.js';
import { scattered } from '../operations/testing/gradients.js';
import { adam } from '../optimisers/adam.js';
import { loadSessions } from '../session/node.js';
import type { SessionFactory } from '../session/session.js';
import { compileStep, type StepOptions } from '../step.js';

const nodeSessions = await loadSessions();

const [batch, time, features, units] = [16, 24, 3, 5];
/** A recurrent loss, whose terms are means over samples, and its step. */
async function stepWith(options: StepOptions, size = batch) {
  const kernel = tf.variable(scattered([features, 4 * units], 1) as tf.Tensor2D);
  const recurrentKernel = tf.variable(scattered([units, 4 * units], 2) as tf.Tensor2D);
  const bias = tf.variable(scattered([4 * units], 3) as tf.Tensor1D);
  const variables = [kernel, recurrentKernel, bias];
  const loss = ({ x, weight }: { x: tf.Tensor3D; weight: tf.Scalar }) => {
    const { hidden } = lstm({ x, kernel, recurrentKernel, bias });
    const each = tf.sum(tf.square(tf.sub(hidden, 0.5)), [1, 2]);
    return { error: tf.mean(each), weighted: tf.mul(tf.mean(tf.sum(hidden, [1, 2])), weight) };
  };
  const specs = { x: { shape: [size, time, features] }, weight: { shape: [] } } as const;
  const step = await compileStep(
    loss,
    [{ variables, optimiser: adam({ learningRate: 0.01 }) }],
    specs,
    options,
  );
  return { step, variables };
}

function inputs(step: number, size = batch) {
  const data = Float32Array.from({ length: size * time * features }, (_, i) =>
    Math.sin(i * 0.37 + step),
  );
  return { x: { data, shape: [size, time, features] }, weight: Float32Array.of(0.1 * step) };
}

async function trained(options: StepOptions, sizes = [batch, batch, batch]) {
  const { step, variables } = await stepWith(options, sizes[0]);
  const terms = [];
  for (const [i, size] of sizes.entries()) terms.push(await step.run(inputs(i, size)));
  const weights = variables.map((variable) => Array.from(variable.dataSync()));
  await step.dispose();
  return { terms, weights };
}

const halved = { independentSamples: true } as const;

it('computes the same as on the whole batch', async () => {
  const whole = await trained({});
  const halves = await trained({ ...halved, threads: 2 });
  halves.terms.forEach((terms, i) => {
    for (const name of ['loss', 'error', 'weighted'] as const) {
      expect(terms[name]).toBeCloseTo(whole.terms[i][name], 5);
    }
  });
  halves.weights
    .flat()
    .forEach((weight, i) => expect(weight).toBeCloseTo(whole.weights.flat()[i], 5));
});

it('gives the same bits on one thread and on two', async () => {
  expect(await trained({ ...halved, threads: 2 })).toEqual(
    await trained({ ...halved, threads: 1 }),
  );
});

it('halves batches of an even number of samples, and takes others whole', async () => {
  const sizesOfHalves: number[] = [];
  const sessions: SessionFactory = {
    ...nodeSessions,
    pair(model, io, options) {
      sizesOfHalves.push(
        ...Object.values(io.inputs).flatMap(({ shape }) => (shape.length === 3 ? [shape[0]] : [])),
      );
      return nodeSessions.pair!(model, io, options);
    },
  };
  const sizes = [16, 15, 18, 8];
  const mixed = await trained({ ...halved, threads: 2, sessions }, sizes);
  expect(sizesOfHalves).toEqual([8, 9]);
  const whole = await trained({}, sizes);
  mixed.weights
    .flat()
    .forEach((weight, i) => expect(weight).toBeCloseTo(whole.weights.flat()[i], 5));
});

it('leaves a batch whole where nothing says that samples are independent', async () => {
  const pair = vi.fn();
  await trained({ threads: 2, sessions: { ...nodeSessions, pair } });
  expect(pair).not.toHaveBeenCalled();
});

it('finds values that are not finite in either half', async () => {
  const { step } = await stepWith({ ...halved, threads: 2 });
  const broken = inputs(0);
  broken.x.data[broken.x.data.length - 1] = NaN;
  await expect(step.run(broken)).rejects.toThrow('NaN');
  expect(await step.diagnose(broken)).toMatchObject({ kind: 'input', name: 'x' });
  await step.dispose();
});

it('takes a batch whole where the platform has no pairs', async () => {
  const sessions: SessionFactory = { ...nodeSessions, pair: undefined };
  expect(await trained({ ...halved, threads: 2, sessions })).toEqual(await trained({}));
});
