import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { expect } from 'vitest';
import type { Graph } from '../../graph/graph.js';
import { optimise } from '../../graph/optimise.js';
import { encodeModel } from '../../onnx/encode.js';
import type { DataType } from '../../tensor.js';
import type { Whole } from '../traceBackend.js';
import { trace, type Compute } from '../trace.js';

/** Inputs of a test: TF.js tensors of the cpu backend. */
export type Tensors = Record<string, tf.Tensor>;

/** Numbers of every output, by name. */
export type Results = Record<string, { data: number[]; shape: readonly number[] }>;

/** Runs a graph in ONNX Runtime. */
export async function runGraph(
  graph: Graph,
  feeds: Readonly<Record<string, tf.Tensor>>,
): Promise<Results> {
  return runModel(
    encodeModel(graph),
    Object.fromEntries(graph.inputs.map(({ name }) => [name, feeds[name]])),
  );
}

/** Runs an encoded model in ONNX Runtime. */
export async function runModel(
  model: Uint8Array,
  feeds: Readonly<Record<string, tf.Tensor>>,
): Promise<Results> {
  const session = await InferenceSession.create(model, {
    logSeverityLevel: 3,
    intraOpNumThreads: 1,
  });
  try {
    const results = await session.run(
      Object.fromEntries(
        Object.entries(feeds).map(([name, tensor]) => [
          name,
          new Tensor(tensor.dtype as DataType, tensor.dataSync(), tensor.shape),
        ]),
      ),
    );
    return Object.fromEntries(
      Object.entries(results).map(([name, { data, dims }]) => [
        name,
        { data: Array.from(data as Float32Array, Number), shape: dims },
      ]),
    );
  } finally {
    await session.release();
  }
}

/** What eager TF.js computes. */
export function runEager(compute: Compute, inputs: Tensors): Results {
  return tf.tidy(() =>
    Object.fromEntries(
      Object.entries(compute(inputs)).map(([name, tensor]) => [
        name,
        { data: Array.from(tensor.dataSync(), Number), shape: tensor.shape },
      ]),
    ),
  );
}

/** Specs of tensors. */
export const specsOf = (tensors: Tensors) =>
  Object.fromEntries(
    Object.entries(tensors).map(([name, { shape, dtype }]) => [
      name,
      { shape, dtype: dtype as DataType },
    ]),
  );

/**
 * Expects the same shapes, and numbers that differ by less than `tolerance` of the
 * largest magnitude.
 */
export function expectClose(actual: Results, expected: Results, tolerance = 1e-5): void {
  expect(Object.keys(actual).sort()).toEqual(Object.keys(expected).sort());
  for (const [name, { data, shape }] of Object.entries(expected)) {
    const got = actual[name];
    expect(got.shape, `shape of ${name}`).toEqual(shape);
    const scale = Math.max(1, ...data.filter(Number.isFinite).map(Math.abs));
    got.data.forEach((value, i) => {
      const want = data[i];
      const same =
        Object.is(value, want) || value === want || Math.abs(value - want) <= tolerance * scale;
      expect(same, `${name}[${i}]: got ${value}, TF.js has ${want}`).toBe(true);
    });
  }
}

/**
 * Expects the traced function, before and after the passes, to give and assign what
 * eager TF.js does.
 */
export async function expectAgreement(
  compute: Compute,
  inputs: Tensors,
  {
    variables = [],
    tolerance = 1e-5,
    whole = {},
  }: {
    variables?: readonly tf.Variable[];
    tolerance?: number;
    whole?: Whole;
  } = {},
): Promise<void> {
  const { graph, assigned } = trace(compute, {
    inputs: specsOf(inputs),
    variables,
    whole,
  });
  const feeds = Object.fromEntries([
    ...Object.entries(inputs).map(([name, tensor]) => [`input:${name}`, tensor] as const),
    ...variables.map((variable, index) => [`variable:${index}`, variable] as const),
  ]);
  const plain = await runGraph(graph, feeds);
  const optimised = await runGraph(optimise(graph), feeds);
  const expected = runEager(compute, inputs);
  for (const { index, output } of assigned) {
    const variable = variables[index];
    expected[output] = { data: Array.from(variable.dataSync(), Number), shape: variable.shape };
  }
  expectClose(plain, expected, tolerance);
  expectClose(optimised, expected, tolerance);
}

/**
 * `compute` of float inputs together with the gradient of a weighted sum of its result, so that
 * every element of the result has another weight.
 */
export function withGradients(compute: (...inputs: tf.Tensor[]) => tf.Tensor): Compute {
  return (inputs) => {
    const weighted = (...tensors: tf.Tensor[]) => {
      const y = compute(...tensors);
      const weights = tf.reshape(tf.sin(tf.range(1, y.size + 1, 1, 'float32')), y.shape);
      return tf.sum(tf.mul(y, weights));
    };
    const values = Object.values(inputs);
    const gradients = tf.grads(weighted)(values);
    return {
      y: compute(...values),
      ...Object.fromEntries(gradients.map((gradient, i) => [`gradient${i}`, gradient])),
    };
  };
}
