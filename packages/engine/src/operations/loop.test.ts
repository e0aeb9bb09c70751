import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { optimise } from '../graph/optimise.js';
import { expectAgreement } from '../trace/testing/agreement.js';
import { trace, type Compute } from '../trace/trace.js';
import { loop } from './loop.js';
import { scattered } from './testing/gradients.js';

const [steps, batch, width] = [5, 3, 2];
const x = scattered([steps, batch, width], 1) as tf.Tensor3D;
const other = scattered([steps, batch, 1], 2) as tf.Tensor3D;
const start = scattered([batch, width], 3) as tf.Tensor2D;
const weights = scattered([width, width], 4) as tf.Tensor2D;

const cases: Record<string, Compute> = {
  'a state and a sequence': ({ x, start, weights }) => {
    const { states, outputs } = loop(
      { states: [start as tf.Tensor2D], sequences: [x as tf.Tensor3D], steps },
      ([state], [part]) => {
        const next: tf.Tensor2D = tf.tanh(tf.add(tf.matMul(state, weights as tf.Tensor2D), part));
        return { states: [next], outputs: [next] };
      },
    );
    return { last: states[0], all: outputs[0] };
  },
  'two sequences in reverse, of which one output is not read': ({ x, other, start }) => {
    const { states, outputs } = loop(
      {
        states: [start as tf.Tensor2D],
        sequences: [x as tf.Tensor3D, other as tf.Tensor3D],
        steps,
        reverse: true,
      },
      ([state], [part, scale]) => ({
        states: [tf.add(state, tf.mul(part, scale))],
        outputs: [tf.exp(part), tf.mul(state, 2)],
      }),
    );
    return { last: states[0], all: outputs[1] };
  },
  'what comes in as what goes out': ({ x, start, weights }) => {
    const { states, outputs } = loop(
      {
        states: [start as tf.Tensor2D, start as tf.Tensor2D],
        sequences: [x as tf.Tensor3D],
        steps,
      },
      ([a, b], [part]) => ({
        states: [b, tf.add(a, part)],
        outputs: [a, a, part, weights as tf.Tensor2D],
      }),
    );
    return Object.fromEntries([...states, ...outputs].map((tensor, i) => [String(i), tensor]));
  },
  'constants inside and outside': ({ x, start }) => {
    const outside = tf.tensor2d([[1, 2]]);
    const once = tf.mul(x, outside);
    const { states } = loop(
      { states: [start as tf.Tensor2D], sequences: [once as tf.Tensor3D], steps },
      ([state], [part]) => ({
        states: [tf.add(tf.mul(state, outside), tf.add(part, tf.tensor2d([[0.5, 0.25]])))],
        outputs: [],
      }),
    );
    return { last: tf.mul(states[0], outside) };
  },
  // The first node of a graph has the same name as the first of a loop in it.
  'the same operations inside and outside': ({ x, start }) => {
    const outside = tf.cos(start);
    const { states } = loop(
      { states: [start as tf.Tensor2D], sequences: [x as tf.Tensor3D], steps },
      ([state], [part]) => {
        const inner = tf.sin(tf.cos(state));
        return { states: [tf.add(tf.sub(inner, tf.sin(outside)), part)], outputs: [] };
      },
    );
    return { last: states[0] };
  },
  'one step': ({ x, start }) => {
    const { states, outputs } = loop(
      { states: [start as tf.Tensor2D], sequences: [tf.slice(x, 0, 1) as tf.Tensor3D], steps: 1 },
      ([state], [part]) => ({ states: [tf.add(state, part)], outputs: [state] }),
    );
    return { last: states[0], all: outputs[0] };
  },
  'one after the other, by names that do not meet': ({ x, start }) => {
    const sums = (sequence: tf.Tensor) =>
      loop(
        { states: [start as tf.Tensor2D], sequences: [sequence as tf.Tensor3D], steps },
        ([state], [part]) => {
          const next: tf.Tensor2D = tf.add(state, part);
          return { states: [next], outputs: [next] };
        },
      ).outputs[0];
    return { all: sums(sums(x)) };
  },
};

describe('a loop', () => {
  it.each(Object.entries(cases))('computes the same recorded as made: %s', (_, compute) =>
    expectAgreement(compute, { x, other, start, weights }),
  );

  it('is one node, however many steps there are', () => {
    const nodesOf = (count: number) =>
      optimise(
        trace(
          ({ x, start }) => {
            const { states } = loop(
              { states: [start as tf.Tensor2D], sequences: [x as tf.Tensor3D], steps: count },
              ([state], [part]) => ({ states: [tf.add(state, part)], outputs: [tf.exp(state)] }),
            );
            return { last: states[0] };
          },
          {
            inputs: { x: { shape: [count, batch, width] }, start: { shape: [batch, width] } },
            variables: [],
          },
        ).graph,
      ).nodes;
    const [short, long] = [nodesOf(2), nodesOf(1000)];
    expect(long.map(({ operator }) => operator)).toEqual(['Scan']);
    // What nobody reads is not made.
    expect(long[0].loop!.body.nodes.map(({ operator }) => operator)).toEqual(['Add']);
    expect(short[0].loop!.body.nodes).toEqual(long[0].loop!.body.nodes);
  });
});
