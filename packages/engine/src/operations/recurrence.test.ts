import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { optimise } from '../graph/optimise.js';
import { gradientsOf } from '../gradients/gradientsOf.js';
import { runEager } from '../trace/testing/agreement.js';
import { trace } from '../trace/trace.js';
import { recurrence, type RecurrenceOptions, type RecurrentStep } from './recurrence.js';
import { expectDifferentiates, joined, scattered } from './testing/gradients.js';

const [steps, batch, width] = [4, 3, 2];
const matrix = (tensor: tf.Tensor) => tensor as tf.Tensor2D;
const product = (a: tf.Tensor, b: tf.Tensor): tf.Tensor => tf.matMul(matrix(a), matrix(b));

const inputs = {
  start: scattered([batch, width], 1),
  second: scattered([batch, 1, width], 2),
  x: scattered([steps, batch, width], 3),
  scale: scattered([steps, 1], 4),
  weights: scattered([width, width], 5),
};
type Inputs = typeof inputs;

/** A step of two states and two sequences, which uses weights and what was computed outside. */
const ofAll =
  ({ weights, start }: Pick<Inputs, 'weights' | 'start'>): RecurrentStep =>
  ([state, other], [part, scale]) => {
    const next = tf.tanh(tf.add(tf.add(product(state, weights), part), tf.sin(start)));
    const mixed = tf.add(tf.mul(other, scale), tf.expandDims(state, 1));
    return { states: [next, mixed], output: tf.mul(next, tf.squeeze(mixed, [1])) };
  };

/** The same as a plain loop. */
function plainly(
  { states, sequences = [], steps, reverse }: RecurrenceOptions,
  step: RecurrentStep,
) {
  const outputs: tf.Tensor[] = [];
  for (let made = 0; made < steps; made++) {
    const at = reverse ? steps - 1 - made : made;
    const parts = sequences.map((sequence) => tf.unstack(sequence)[at]);
    const next = step(states, parts);
    ({ states } = next);
    outputs[at] = next.output;
  }
  return { outputs: tf.stack(outputs), states };
}

type Recurrence = typeof plainly;

const results = ({ outputs, states }: ReturnType<Recurrence>) => joined(outputs, ...states);

const cases: Record<string, (by: Recurrence, given: Inputs) => tf.Tensor> = {
  'states, sequences and what is outside': (by, given) =>
    results(
      by(
        { states: [given.start, given.second], sequences: [given.x, given.scale], steps },
        ofAll(given),
      ),
    ),
  'in reverse, the outputs alone': (by, given) =>
    by(
      {
        states: [given.start, given.second],
        sequences: [given.x, given.scale],
        steps,
        reverse: true,
      },
      ofAll(given),
    ).outputs,
  'its own output, without a sequence': (by, { start, weights }) =>
    by({ states: [start], steps: 6 }, ([state]) => {
      const next = tf.tanh(product(state, weights));
      return { states: [next], output: next };
    }).outputs,
  'one inside of another': (by, { start, weights, x }) =>
    by({ states: [start], sequences: [x], steps }, ([state], [part]) => {
      const inner = by({ states: [tf.add(state, part)], steps: 2 }, ([deep]) => {
        const next = tf.tanh(product(deep, weights));
        return { states: [next], output: next };
      });
      return { states: [...inner.states], output: tf.sum(inner.outputs, 0) };
    }).outputs,
  'the same operations inside and outside': (by, { start, weights }) => {
    const outside = tf.cos(start);
    const inner = by({ states: [start], steps: 2 }, ([state]) => {
      const next = tf.sub(tf.sin(tf.cos(tf.mul(state, 3))), tf.sin(tf.cos(outside)));
      return { states: [next], output: tf.add(product(state, weights), tf.scalar(10)) };
    });
    return tf.add(inner.outputs, tf.scalar(20));
  },
  'what comes from outside as a state and as the output': (by, { start, second, weights }) => {
    const outside = tf.sin(weights);
    const passed = by({ states: [start], steps: 3 }, ([state]) => ({
      states: [tf.squeeze(second, [1])],
      output: tf.mul(state, 2),
    }));
    const given = by({ states: [start], steps: 3 }, ([state]) => ({
      states: [tf.mul(state, 0.5)],
      output: outside,
    }));
    return joined(passed.outputs, given.outputs, ...given.states);
  },
  'choices that were made outside': (by, { start, x }) => {
    const positive = tf.greater(start, 0);
    const places = tf.argMax(x, 1);
    return by({ states: [start], steps: 3 }, ([state]) => {
      const next = tf.where(positive, tf.mul(state, 2), tf.neg(state));
      const picked = tf.gather(tf.sum(next, 1), tf.reshape(places, [-1]));
      return { states: [next], output: tf.add(next, tf.sum(picked)) };
    }).outputs;
  },
  'a gradient inside of a gradient': (by, { start, weights }) => {
    const last = (from: tf.Tensor) =>
      by({ states: [from], steps: 3 }, ([state]) => {
        const next = tf.tanh(product(state, weights));
        return { states: [next], output: next };
      }).states[0];
    return tf.grad((from: tf.Tensor) => tf.sum(tf.square(last(from))))(start);
  },
};

describe('a recurrence', () => {
  // TF.js' own gradient of tanh has no right gradient of its own.
  beforeAll(registerGradients);

  it.each(Object.entries(cases))('has the gradients of plain steps: %s', (_, of) => {
    const used = { ...inputs };
    const names = ['start', 'second', 'x', 'scale', 'weights'] as const;
    const depends = names.filter((name) => dependsOn(of, name));
    const given = Object.fromEntries(depends.map((name) => [name, used[name]]));
    return expectDifferentiates(
      (some) => of(recurrence, { ...inputs, ...some }),
      (some) => of(plainly, { ...inputs, ...some }),
      given,
    );
  });

  it('reaches variables', () => {
    const variable = tf.variable(inputs.weights);
    const loss = (by: Recurrence) => () =>
      tf.sum(cases['its own output, without a sequence'](by, { ...inputs, weights: variable }));
    const [ours, plain] = [recurrence, plainly].map((by) =>
      tf.tidy(() => gradientsOf(loss(by), [variable])[0]!.dataSync()),
    );
    ours.forEach((value, i) => expect(value).toBeCloseTo(plain[i], 5));
    variable.dispose();
  });

  it('keeps gradients apart that are taken one inside of the other', () => {
    const [outer, inner] = [tf.variable(tf.scalar(0.5)), tf.variable(tf.scalar(0.25))];
    const slopes = (by: Recurrence) =>
      tf.tidy(() => {
        let within = 0;
        const [whole] = gradientsOf(() => {
          const power = () =>
            tf.sum(
              by({ states: [tf.mul(outer, inner)], steps: 3 }, ([state]) => {
                const next = tf.mul(state, outer);
                return { states: [next], output: next };
              }).outputs,
            );
          [within] = gradientsOf(power, [inner])[0]!.dataSync();
          return power();
        }, [outer]);
        return [whole!.dataSync()[0], within];
      });
    const [ours, plain] = [slopes(recurrence), slopes(plainly)];
    ours.forEach((value, i) => expect(value).toBeCloseTo(plain[i], 5));
    tf.dispose([outer, inner]);
  });

  it('leaves no tensors behind', () => {
    const variable = tf.variable(inputs.weights);
    const run = () =>
      tf.tidy(() => {
        gradientsOf(
          () =>
            tf.sum(
              cases['states, sequences and what is outside'](recurrence, {
                ...inputs,
                weights: variable,
              }),
            ),
          [variable],
        );
      });
    run();
    const { numTensors } = tf.memory();
    run();
    expect(tf.memory().numTensors).toBe(numTensors);
    variable.dispose();
  });

  it('is two loops with its gradient, however many steps there are', () => {
    const variable = tf.variable(inputs.weights);
    const nodesOf = (count: number) =>
      optimise(
        trace(
          ({ start }) => {
            const loss = () =>
              tf.sum(
                recurrence({ states: [start], steps: count }, ([state]) => {
                  const next = tf.tanh(product(state, variable));
                  return { states: [next], output: next };
                }).outputs,
              );
            return { gradient: gradientsOf(loss, [variable])[0]! };
          },
          { inputs: { start: { shape: [batch, width] } }, variables: [variable] },
        ).graph,
      ).nodes;
    const [short, long] = [nodesOf(2), nodesOf(1000)];
    expect(long.filter(({ operator }) => operator === 'Scan')).toHaveLength(2);
    expect(long).toHaveLength(short.length);
    variable.dispose();
  });

  it.each<[RecurrenceOptions, RecurrentStep, string]>([
    [
      { states: [inputs.start], steps: 0 },
      ([state]) => ({ states: [state], output: state }),
      'steps must be a positive integer, but is 0',
    ],
    [
      { states: [inputs.start], sequences: [inputs.x], steps: 5 },
      ([state]) => ({ states: [state], output: state }),
      'sequence 0 must have shape [5, 3, 2], but has [4, 3, 2]',
    ],
    [
      { states: [inputs.start], steps },
      ([state]) => ({ states: [tf.concat([state, state])], output: state }),
      'state 0 after a step must have shape [3, 2], but has [6, 2]',
    ],
    [
      { states: [inputs.start], steps },
      ([state]) => ({ states: [state, state], output: state }),
      'a step must give 1 states, but gave 2',
    ],
    [{ states: [], steps }, () => ({ states: [], output: inputs.start }), 'at least one state'],
    [
      { states: [inputs.start], steps },
      ([state]) => ({ states: [state], output: tf.argMax(state) }),
      'the output of a step must be float32, but is int32',
    ],
    [
      { states: [inputs.start], steps },
      (() => undefined) as never,
      'a step must give { states, output }, and at once',
    ],
  ])('refuses what does not fit: %#', (options, step, message) => {
    expect(() => recurrence(options, step)).toThrow(message);
  });
});

function dependsOn(of: (by: Recurrence, given: Inputs) => tf.Tensor, name: keyof Inputs): boolean {
  const value = (tensor: tf.Tensor) =>
    runEager(() => ({ y: of(plainly, { ...inputs, [name]: tensor }) }), {}).y.data;
  const moved = tf.tidy(() => tf.keep(tf.add(inputs[name], 0.1)));
  return value(inputs[name]).some((each, i) => each !== value(moved)[i]);
}

function registerGradients(): void {
  const variable = tf.variable(inputs.weights);
  tf.tidy(() => void gradientsOf(() => tf.sum(variable), [variable]));
  variable.dispose();
}
