import * as tf from '@tensorflow/tfjs-core';
import * as layers from '@tensorflow/tfjs-layers';
import { InferenceSession } from 'onnxruntime-node';
import { afterEach, describe, expect, it } from 'vitest';
import { expectClose, runEager, runModel } from '../trace/testing/agreement.js';
import { sample } from '../trace/testing/samples.js';
import type { Compute } from '../trace/trace.js';
import { exportModel } from './export.js';

afterEach(() => tf.disposeVariables());

const l = layers.layers;
const lstm = { recurrentInitializer: 'glorotNormal' } as const;

const models: [string, number[], () => layers.Sequential][] = [
  ['dense', [6], () => layers.sequential({ layers: [
    l.dense({ units: 4, activation: 'relu', inputShape: [6] }),
    l.batchNormalization(),
    l.dense({ units: 2 }),
  ] })], // prettier-ignore
  ['convolutional', [8, 8, 1], () => layers.sequential({ layers: [
    l.conv2d({ filters: 3, kernelSize: 3, strides: 2, padding: 'same', activation: 'relu', inputShape: [8, 8, 1] }),
    l.maxPooling2d({ poolSize: 2 }),
    l.upSampling2d({}),
    l.conv2dTranspose({ filters: 2, kernelSize: 3, strides: 2, padding: 'same' }),
    l.flatten(),
    l.dense({ units: 3, activation: 'softmax' }),
  ] })], // prettier-ignore
  ['recurrent', [4, 3], () => layers.sequential({ layers: [
    l.lstm({ units: 5, inputShape: [4, 3], ...lstm }),
    l.repeatVector({ n: 4 }),
    l.gru({ units: 2, returnSequences: true, ...lstm }),
    l.timeDistributed({ layer: l.dense({ units: 3 }) }),
  ] })], // prettier-ignore
];

describe('exportModel', () => {
  it.each(models)('gives a %s model for batches of any size', async (_, shape, make) => {
    const model = make();
    const variables = model.weights
      .map((weight) => weight.read())
      .filter((t) => t instanceof tf.Variable);
    const compute: Compute = ({ x }) => ({ code: model.apply(x) as tf.Tensor });
    const file = exportModel(compute, { inputs: { x: { shape } }, variables });
    for (const size of [1, 3]) {
      const x = sample([size, ...shape]);
      expectClose(await runModel(file, { x }), runEager(compute, { x }));
    }
  });

  it('keeps names, marks the batch and uses standard operators', async () => {
    const w = tf.variable(sample([3, 2]), true, 'kernel');
    const file = exportModel(({ x, y }) => ({ code: tf.add(tf.matMul(x, w), y), input: x }), {
      inputs: { x: { shape: [3] }, y: { shape: [2] } },
      variables: [w],
    });
    const session = await InferenceSession.create(file);
    expect(session.inputMetadata).toMatchObject([
      { name: 'x', shape: ['batch', 3] },
      { name: 'y', shape: ['batch', 2] },
    ]);
    expect(session.outputMetadata).toMatchObject([
      { name: 'code', shape: ['batch', 2] },
      { name: 'input', shape: ['batch', 3] },
    ]);
    const text = new TextDecoder().decode(file);
    expect(text).toContain('weights/kernel');
    expect(text).not.toContain('com.microsoft');
  });

  it('refuses functions that assign, draw or return an input under its own name', () => {
    const w = tf.variable(tf.scalar(1), true, 'state');
    const options = { inputs: { x: { shape: [3] } }, variables: [w] };
    expect(() =>
      exportModel(({ x }) => (w.assign(tf.mul(w, 2)), { y: tf.mul(x, w) }), options),
    ).toThrow(/assigns 'state'/);
    expect(() => exportModel(({ x }) => ({ y: tf.mul(x, Math.random()) }), options)).toThrow(
      /same every time/,
    );
    expect(() => exportModel(({ x }) => ({ x: tf.mul(x, 2) }), options)).toThrow(
      /'x' is an input and an output/,
    );
  });
});
