import { readFileSync } from 'node:fs';
import { fromBinary } from '@bufbuild/protobuf';
import * as tf from '@tensorflow/tfjs-core';
import * as layers from '@tensorflow/tfjs-layers';
import { InferenceSession } from 'onnxruntime-node';
import { afterEach, describe, expect, it } from 'vitest';
import { expectClose, runEager, runModel } from '../trace/testing/agreement.js';
import { sample } from '../trace/testing/samples.js';
import type { Compute } from '../trace/trace.js';
import { exportModel } from './export.js';
import { ModelProtoSchema } from './onnx_pb.js';

const manifest: unknown = JSON.parse(
  readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
);

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
    const variables: Record<string, tf.Variable> = {};
    for (const weight of model.weights) {
      const variable = weight.read();
      if (variable instanceof tf.Variable) variables[weight.name] = variable as tf.Variable;
    }
    const compute: Compute = ({ x }) => ({ code: model.apply(x) as tf.Tensor });
    const file = exportModel(compute, { inputs: { x: { shape } }, variables });
    for (const size of [1, 3]) {
      const x = sample([size, ...shape]);
      expectClose(await runModel(file, { x }), runEager(compute, { x }));
    }
  });

  it('keeps convolutions and recurrences whole, for whatever reads the file', () => {
    const x = { shape: [8, 8, 2] };
    const operators = (compute: Compute) =>
      fromBinary(ModelProtoSchema, exportModel(compute, { inputs: { x }, variables: {} }))
        .graph!.node.map(({ opType }) => opType)
        .filter((name) => name !== 'Transpose');
    const filter = sample([3, 3, 2, 4]) as tf.Tensor4D;
    const each = sample([3, 3, 2, 2]) as tf.Tensor4D;
    expect(operators(({ x }) => ({ y: tf.conv2d(x as tf.Tensor4D, filter, 2, 'same') }))).toEqual([
      'Conv',
    ]);
    expect(
      operators(({ x }) => ({ y: tf.depthwiseConv2d(x as tf.Tensor4D, each, 1, 'same') })),
    ).toEqual(['Reshape', 'Conv']);
    const back = sample([3, 3, 4, 2]) as tf.Tensor4D;
    expect(
      operators(({ x }) => {
        const shape: [number, number, number, number] = [x.shape[0], 16, 16, 4];
        return { y: tf.conv2dTranspose(x as tf.Tensor4D, back, shape, 2, 'same') };
      }),
    ).toEqual(['ConvTranspose']);
  });

  it('keeps names, marks the batch and uses standard operators', async () => {
    const w = tf.variable(sample([3, 2]));
    const file = exportModel(({ x, y }) => ({ code: tf.add(tf.matMul(x, w), y), input: x }), {
      inputs: { x: { shape: [3] }, y: { shape: [2] } },
      variables: { 'encoder/kernel': w },
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
    expect(text).toContain('encoder/kernel');
    expect(text).not.toContain('com.microsoft');
  });

  it('says who made it and what it is', () => {
    const file = exportModel(({ x }) => ({ y: tf.mul(x, 2) }), {
      inputs: { x: { shape: [3] } },
      variables: {},
      description: 'twice as much',
      descriptions: { x: 'a number', y: 'its double' },
    });
    const { producerName, producerVersion, docString, graph } = fromBinary(ModelProtoSchema, file);
    const { name, version } = manifest as Record<string, string>;
    expect([producerName, producerVersion, docString]).toEqual([name, version, 'twice as much']);
    const ends = [...graph!.input, ...graph!.output];
    expect(ends.map(({ docString }) => docString)).toEqual(['a number', 'its double']);
  });

  it('gives the same bytes whatever was made before', () => {
    const made = () => {
      const w = tf.variable(sample([3, 2]));
      return exportModel(({ x }) => ({ y: tf.softmax(tf.matMul(x, w)) }), {
        inputs: { x: { shape: [3] } },
        variables: { w },
      });
    };
    const first = made();
    tf.variable(tf.scalar(1));
    l.dense({ units: 2, inputShape: [3] }).build([null, 3]);
    expect(made()).toEqual(first);
  });

  it('refuses functions that assign, draw or return an input under its own name', () => {
    const w = tf.variable(tf.scalar(1));
    const options = { inputs: { x: { shape: [3] } }, variables: { state: w } };
    expect(() =>
      exportModel(({ x }) => (w.assign(tf.mul(w, 2)), { y: tf.mul(x, w) }), options),
    ).toThrow(/assigns 'state'/);
    expect(() => exportModel(({ x }) => ({ y: tf.mul(x, Math.random()) }), options)).toThrow(
      /same every time/,
    );
    expect(() => exportModel(({ x }) => ({ x: tf.mul(x, 2) }), options)).toThrow(
      /'x' is the name of two/,
    );
    const namesake = { ...options, variables: { x: w } };
    expect(() => exportModel(({ x }) => ({ y: tf.mul(x, w) }), namesake)).toThrow(
      /'x' is the name of two/,
    );
  });
});
