import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { expectDifferentiates, joined, scattered } from '../testing/gradients.js';
import { lstm, lstmFinal, type LstmOptions } from './lstm.js';
import { lstmCell, type LstmWeights } from './lstmCell.js';

const [batch, time, features, units] = [3, 4, 2, 3];
const weights = {
  kernel: scattered([features, 4 * units], 1) as tf.Tensor2D,
  recurrentKernel: scattered([units, 4 * units], 2) as tf.Tensor2D,
  bias: scattered([4 * units], 3) as tf.Tensor1D,
};
const x = scattered([batch, time, features], 4, 2) as tf.Tensor3D;
const constant = scattered([batch, features], 5, 2) as tf.Tensor2D;
const initialHidden = scattered([batch, units], 6) as tf.Tensor2D;
const initialCell = scattered([batch, units], 7) as tf.Tensor2D;
const mask = tf.tensor2d([1, 1, 1, 1, 1, 1, 0, 0, 0, 1, 0, 1], [batch, time]);

type Inputs = LstmWeights & {
  readonly x?: tf.Tensor3D;
  readonly constant?: tf.Tensor2D;
  readonly initialHidden?: tf.Tensor2D;
  readonly initialCell?: tf.Tensor2D;
};
type Given = Omit<Inputs, keyof LstmWeights>;
type Settings = Pick<LstmOptions, 'mask' | 'reverse' | 'steps'>;

/** The equations, step by step, left to TF.js to differentiate. */
function plain(inputs: Inputs, settings: Settings) {
  const { kernel, recurrentKernel, bias } = inputs;
  const steps = settings.steps ?? time;
  const states: tf.Tensor[] = [];
  let h: tf.Tensor = inputs.initialHidden ?? tf.zeros([batch, units]);
  let c: tf.Tensor = inputs.initialCell ?? tf.zeros([batch, units]);
  const times = [...Array(steps).keys()];
  for (const t of settings.reverse ? times.reverse() : times) {
    const now: tf.Tensor =
      inputs.constant ?? tf.squeeze(tf.slice(inputs.x!, [0, t, 0], [-1, 1, -1]), [1]);
    const z = tf.add(tf.add(tf.matMul(now, kernel), tf.matMul(h, recurrentKernel)), bias);
    const gate = (k: number) => tf.slice(z, [0, k * units], [-1, units]);
    const next = tf.add(
      tf.mul(tf.sigmoid(gate(1)), c),
      tf.mul(tf.sigmoid(gate(0)), tf.tanh(gate(2))),
    );
    const output = tf.mul(tf.sigmoid(gate(3)), tf.tanh(next));
    const valid = settings.mask ? tf.slice(settings.mask, [0, t], [-1, 1]) : tf.ones([batch, 1]);
    h = tf.where(tf.cast(valid, 'bool'), output, h);
    c = tf.where(tf.cast(valid, 'bool'), next, c);
    states[t] = h;
  }
  return { hidden: tf.stack(states, 1), finalHidden: h, finalCell: c };
}

function run(inputs: Inputs, settings: Settings) {
  return lstm({ ...inputs, ...settings } as LstmOptions);
}

function all({ hidden, finalHidden, finalCell }: ReturnType<typeof plain>) {
  return joined(hidden, finalHidden, finalCell);
}

describe('lstm', () => {
  const cases: [string, Given, Settings][] = [
    ['a sequence', { x }, {}],
    ['a sequence in reverse', { x }, { reverse: true }],
    ['a masked sequence', { x }, { mask }],
    ['a masked sequence in reverse', { x }, { mask, reverse: true }],
    ['initial states', { x, initialHidden, initialCell }, {}],
    ['an initial hidden state alone', { x, initialHidden }, {}],
    [
      'initial states, a mask and reverse',
      { x, initialHidden, initialCell },
      { mask, reverse: true },
    ],
    ['a constant input', { constant }, { steps: 3 }],
    ['a constant input for one step', { constant }, { steps: 1 }],
    [
      'a constant input with initial states',
      { constant, initialHidden, initialCell },
      { steps: 3 },
    ],
    ['a constant input with an initial cell alone', { constant, initialCell }, { steps: 3 }],
    ['a masked constant input', { constant, initialHidden, initialCell }, { steps: time, mask }],
  ];

  it.each(cases)('gives all outputs and gradients for %s', (_, inputs, settings) =>
    expectDifferentiates(
      (named) => all(run(named, settings)),
      (named) => all(plain(named, settings)),
      { ...weights, ...inputs },
    ),
  );

  it('propagates from the hidden states alone', () =>
    expectDifferentiates(
      (named) => run(named, {}).hidden,
      (named) => plain(named, {}).hidden,
      { ...weights, x },
    ));

  it('hands the state on over masked steps, so that the final one is that of the last valid step', () => {
    const padded = lstm({
      ...weights,
      x,
      mask: tf.tensor2d([
        [1, 1, 0, 0],
        [1, 1, 0, 0],
        [1, 1, 0, 0],
      ]),
    });
    const short = lstm({ ...weights, x: tf.slice(x, 0, [batch, 2, features]) });
    expect(padded.finalHidden.arraySync()).toEqual(short.finalHidden.arraySync());
    expect(padded.finalCell.arraySync()).toEqual(short.finalCell.arraySync());
  });

  it('accepts a mask of booleans', () => {
    const bits = lstm({ ...weights, x, mask: tf.cast(mask, 'bool') });
    expect(bits.hidden.arraySync()).toEqual(lstm({ ...weights, x, mask }).hidden.arraySync());
  });

  it('can be differentiated twice', () => {
    const penalty = (operation: (input: tf.Tensor3D) => tf.Tensor) => (input: tf.Tensor) =>
      tf.sum(tf.square(tf.grad((at) => operation(at as tf.Tensor3D))(input)));
    const ours = tf.grad(penalty((input) => all(run({ ...weights, x: input }, { mask }))))(x);
    const expected = tf.grad(penalty((input) => all(plain({ ...weights, x: input }, { mask }))))(x);
    expect(tf.max(tf.abs(expected)).arraySync()).toBeGreaterThan(0.01);
    expect(tf.max(tf.abs(tf.sub(ours, expected))).arraySync()).toBeLessThan(1e-5);
  });

  it('leaves no tensors behind', () => {
    const before = tf.memory().numTensors;
    tf.tidy(() => {
      tf.grad((input) => run({ ...weights, x: input as tf.Tensor3D }, { mask }).hidden)(x);
    });
    expect(tf.memory().numTensors).toBe(before);
  });

  it.each<[Record<string, tf.Tensor>, string]>([
    [{ x: tf.zeros([3, 2]) }, 'lstm: x must have shape [batch, time, features], but has [3, 2].'],
    [{ kernel: tf.zeros([5, 12]) }, 'lstm: kernel must have shape [2, 12], but has [5, 12].'],
    [
      { recurrentKernel: tf.zeros([3, 9]) },
      'lstm: recurrentKernel must have shape [3, 12], but has [3, 9].',
    ],
    [{ bias: tf.zeros([3]) }, 'lstm: bias must have shape [12], but has [3].'],
    [{ mask: tf.zeros([3, 3]) }, 'lstm: mask must have shape [3, 4], but has [3, 3].'],
    [
      { initialHidden: tf.zeros([1, 3]) },
      'lstm: initialHidden must have shape [3, 3], but has [1, 3].',
    ],
    [
      { initialCell: tf.zeros([3, 4]) },
      'lstm: initialCell must have shape [3, 3], but has [3, 4].',
    ],
  ])('says which shape does not fit: %#', (wrong, message) => {
    expect(() => run({ ...weights, x, ...wrong }, {})).toThrow(message);
  });

  it('refuses two inputs, and none', () => {
    const message = 'lstm: give either x, or constant and steps.';
    expect(() => run({ ...weights, x, constant }, { steps: 2 })).toThrow(message);
    expect(() => run(weights, { steps: 2 })).toThrow(message);
  });

  it('refuses a number of steps that is none', () => {
    expect(() => lstm({ ...weights, constant, steps: 2.5 })).toThrow(
      'lstm: steps must be a positive integer, but is 2.5.',
    );
  });
});

describe('lstmFinal', () => {
  it.each(cases())('gives the final state and its gradients for %s', (_, inputs, settings) =>
    expectDifferentiates(
      (named) => {
        const { hidden, cell } = lstmFinal({ ...named, ...settings } as LstmOptions);
        return joined(hidden, cell);
      },
      (named) => {
        const { finalHidden, finalCell } = plain(named, settings);
        return joined(finalHidden, finalCell);
      },
      { ...weights, ...inputs },
    ),
  );

  function cases(): [string, Given, Settings][] {
    return [
      ['a sequence', { x }, {}],
      ['a masked sequence in reverse', { x, initialHidden, initialCell }, { mask, reverse: true }],
      ['a constant input', { constant }, { steps: 2 }],
    ];
  }
});

describe('lstmCell', () => {
  it('makes the step of the sequence', () =>
    expectDifferentiates(
      (inputs) => {
        const next = lstmCell(inputs);
        return joined(next.hidden, next.cell);
      },
      ({ x, hidden, cell, ...rest }) => {
        const inputs = { ...rest, constant: x, initialHidden: hidden, initialCell: cell };
        const { finalHidden, finalCell } = plain(inputs, { steps: 1 });
        return joined(finalHidden, finalCell);
      },
      { ...weights, x: constant, hidden: initialHidden, cell: initialCell },
    ));

  it('says which shape does not fit', () => {
    const state = { hidden: initialHidden, cell: tf.zeros<tf.Rank.R2>([3, 2]) };
    expect(() => lstmCell({ ...weights, x: constant, ...state })).toThrow(
      'lstmCell: cell must have shape [3, 3], but has [3, 2].',
    );
  });
});
