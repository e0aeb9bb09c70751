import * as tf from '@tensorflow/tfjs-core';
import { afterEach, describe, expect, it } from 'vitest';
import { expectAgreement, specsOf } from './testing/agreement.js';
import { TraceError } from './error.js';
import { trace, type Compute } from './trace.js';

afterEach(() => tf.disposeVariables());

const x = tf.tensor2d([0.1, -0.2, 0.3, 0.4, 0.5, -0.6], [2, 3]);

describe('trace', () => {
  it('records a dense net with its gradients', async () => {
    const w = tf.variable(tf.tensor2d([0.1, 0.2, -0.3, 0.4, 0.5, 0.6], [3, 2]));
    const b = tf.variable(tf.tensor1d([0.01, -0.02]));
    const compute: Compute = ({ x }) => {
      const { value, grads } = tf.variableGrads(
        () => tf.mean(tf.square(tf.sub(tf.sigmoid(tf.add(tf.matMul(x, w), b)), 0.5))),
        [w, b],
      );
      return { loss: value, w: grads[w.name], b: grads[b.name] };
    };
    await expectAgreement(compute, { x }, { variables: [w, b] });
  });

  it('leaves TF.js as it was', () => {
    const w = tf.variable(tf.ones([3, 2]));
    const dataId = w.dataId;
    const before = tf.memory();
    const compute: Compute = ({ x }) => {
      w.assign(tf.mul(w, 2));
      const { value } = tf.variableGrads(() => tf.sum(tf.matMul(x, w)), [w]);
      return { loss: value };
    };
    trace(compute, { inputs: specsOf({ x }), variables: [w] });
    expect(tf.getBackend()).toBe('cpu');
    expect(tf.memory()).toEqual(before);
    expect(w.dataId).toBe(dataId);
    expect(Array.from(w.dataSync())).toEqual([1, 1, 1, 1, 1, 1]);
  });

  it('leaves TF.js as it was after an error within a gradient', () => {
    const w = tf.variable(tf.ones([3, 2]));
    const before = tf.memory();
    const compute: Compute = ({ x }) => {
      const { value } = tf.variableGrads(() => {
        w.assign(tf.mul(w, 2));
        tf.matMul(x, w).dataSync();
        return tf.sum(w);
      });
      return { value };
    };
    expect(() => trace(compute, { inputs: specsOf({ x }), variables: [w] })).toThrow(/was read/);
    expect(tf.getBackend()).toBe('cpu');
    expect(tf.memory()).toEqual(before);
    expect(w.dataSync()[0]).toBe(1);
  });

  it('gives assigned variables as outputs', async () => {
    const mean = tf.variable(tf.tensor1d([1, 2, 3]), false);
    const compute: Compute = ({ x }) => {
      mean.assign(tf.add(tf.mul(mean, 0.9), tf.mul(tf.mean(x, 0), 0.1)));
      return { y: tf.sub(x, mean) };
    };
    const { assigned, variables } = trace(compute, {
      inputs: specsOf({ x }),
      variables: [mean],
    });
    expect(assigned).toEqual([{ index: 0, output: 'assigned:0' }]);
    expect(variables).toEqual([{ index: 0, input: 'variable:0' }]);
    await expectAgreement(compute, { x }, { variables: [mean] });
  });

  it('copies constants of other backends and leaves unused variables out', async () => {
    const constant = tf.tensor1d([1, 2, 3]);
    const unused = tf.variable(tf.scalar(1));
    const compute: Compute = ({ x }) => {
      tf.mul(unused, 2);
      return { y: tf.add(x, tf.reshape(constant, [1, 3])), same: x, constant };
    };
    await expectAgreement(compute, { x }, { variables: [unused] });
    const { graph, variables } = trace(compute, { inputs: specsOf({ x }), variables: [unused] });
    expect(variables).toEqual([]);
    expect(graph.inputs.map(({ name }) => name)).toEqual(['input:x']);
  });

  const failures: [string, RegExp, Compute][] = [
    ['reads a tensor', /was read/, ({ x }) => ({ y: tf.scalar(x.dataSync()[0]) })],
    [
      'reads a tensor later',
      /was read/,
      ({ x }) => {
        x.data().catch(() => undefined);
        return { x };
      },
    ],
    [
      'draws normal numbers',
      /tf\.randomNormal.*input of the step/,
      () => ({ y: tf.randomNormal([2]) }),
    ],
    ['draws uniform numbers', /tf\.randomUniform/, () => ({ y: tf.randomUniform([2]) })],
    [
      'draws truncated normal numbers',
      /tf\.truncatedNormal/,
      () => ({ y: tf.truncatedNormal([2]) }),
    ],
    ['drops out', /tf\.dropout|tf\.randomUniform/, ({ x }) => ({ y: tf.dropout(x, 0.5) })],
    ['draws classes', /tf\.multinomial/, ({ x }) => ({ y: tf.multinomial(x as tf.Tensor2D, 3) })],
    [
      'makes a variable',
      /made variables \('made'\)/,
      () => ({ y: tf.variable(tf.scalar(1), true, 'made') }),
    ],
    [
      'uses an unknown kernel',
      /Complex cannot be traced/,
      ({ x }) => ({ y: tf.fft(tf.complex(x, x)) }),
    ],
    [
      'multiplies matrices that do not fit',
      /shapes \[2,3\] and \[2,3\] cannot be multiplied/,
      ({ x }) => ({ y: tf.matMul(x, x) }),
    ],
    [
      'joins what does not fit',
      /shapes \[2,3\] and \[3,2\] cannot be joined along axis 1/,
      ({ x }) => ({ y: tf.concat([x, tf.transpose(x)], 1) }),
    ],
    ['returns a promise', /promise/, (() => Promise.resolve({})) as never],
    ['returns no tensor', /'y'.*number/, (() => ({ y: 1 })) as never],
  ];
  it.each(failures)('refuses a function that %s', (_, message, compute) => {
    const before = tf.memory();
    const run = () => trace(compute, { inputs: specsOf({ x }), variables: [] });
    expect(run).toThrow(TraceError);
    expect(run).toThrow(message);
    expect(tf.memory()).toEqual(before);
  });

  it('lets constants be read', () =>
    expectAgreement(({ x }) => ({ y: tf.mul(x, tf.tensor1d([2, 3]).dataSync()[1]) }), { x }));

  it('names a variable that is not listed', () => {
    const stranger = tf.variable(tf.scalar(1), true, 'stranger');
    expect(() =>
      trace(({ x }) => ({ y: tf.mul(x, stranger) }), { inputs: specsOf({ x }), variables: [] }),
    ).toThrow(/'stranger'.*not in the list/);
  });
});
