import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { describe, expect, it } from 'vitest';
import { traceChecked } from './checked.js';
import { TraceError } from './error.js';
import type { Compute } from './trace.js';

const run = (compute: Compute) => () =>
  traceChecked(compute, { inputs: { x: { shape: [2, 3] } }, variables: [] });

describe('traceChecked', () => {
  it('accepts a function that does the same every time', () => {
    const large = tf.linspace(0, 1, 300);
    expect(run(({ x }) => ({ y: tf.add(tf.sum(large), x) }))().graph.nodes.length).toBe(2);
  });

  it('names a constant that was drawn', () => {
    const compute: Compute = ({ x }) => ({ y: tf.add(x, tf.scalar(Math.random())) });
    expect(run(compute)).toThrow(TraceError);
    expect(run(compute)).toThrow(/input 1 of node 0 \(Add\) is a constant.*input of the step/);
  });

  it('names an attribute, a node and a shape that depend on state', () => {
    let calls = 0;
    expect(run(({ x }) => ({ y: tf.leakyRelu(x, calls++) }))).toThrow(
      /node 0 \(LeakyRelu\) has other attributes/,
    );
    expect(run(({ x }) => ({ y: calls++ % 2 ? tf.exp(x) : tf.sin(x) }))).toThrow(
      /node 0 is (Exp|Sin) and then/,
    );
    expect(run(({ x }) => ({ y: calls++ % 2 ? tf.exp(x) : tf.sin(tf.exp(x)) }))).toThrow(/nodes/);
    expect(run(({ x }) => ({ y: tf.tile(x, [1, 1 + (calls++ % 2)]) }))).toThrow(
      /differ|same every time/,
    );
    expect(run(() => ({ y: tf.scalar(calls++) }))).toThrow(/the output 'y' is a constant/);
  });
});
