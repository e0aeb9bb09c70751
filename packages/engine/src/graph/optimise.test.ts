import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { afterEach, describe, expect, it } from 'vitest';
import { trace, type Compute } from '../trace/trace.js';
import { optimise } from './optimise.js';

afterEach(() => tf.disposeVariables());

/** A layer, its squared error and the gradients. */
const dense: (w: tf.Variable, b: tf.Variable) => Compute =
  (w, b) =>
  ({ x }) => {
    const { value, grads } = tf.variableGrads(
      () => tf.mean(tf.sum(tf.square(tf.relu(tf.add(tf.matMul(x, w), b))), 1)),
      [w, b],
    );
    return { loss: value, w: grads[w.name], b: grads[b.name] };
  };

describe('optimise', () => {
  it('leaves of a dense layer and its gradients what a person would write', () => {
    const variables = [tf.variable(tf.ones([4, 5])), tf.variable(tf.zeros([5]))];
    const traced = trace(dense(variables[0], variables[1]), {
      inputs: { x: { shape: [3, 4] } },
      variables,
    });
    const { nodes } = optimise(traced.graph);
    expect(nodes.map(({ operator }) => operator).sort()).toEqual(
      [
        ...['Gemm', 'Relu', 'Mul', 'ReduceSum', 'ReduceMean'],
        ...['Mul', 'HardSigmoid', 'Mul', 'Gemm', 'ReduceSum'],
      ].sort(),
    );
  });

  it('keeps the names of inputs and outputs', () => {
    const traced = trace(({ x, y }) => ({ sum: tf.add(x, 0), second: y, none: tf.scalar(1) }), {
      inputs: { x: { shape: [2] }, y: { shape: [3], dtype: 'int32' } },
      variables: [],
    });
    const graph = optimise(traced.graph);
    expect(graph.inputs.map(({ name }) => name)).toEqual(['input:x', 'input:y']);
    expect(graph.outputs.map(({ name }) => name)).toEqual(['sum', 'second', 'none']);
  });
});
