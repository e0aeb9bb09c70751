import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { expectDifferentiates, joined, scattered } from '../testing/gradients.js';
import { gru, gruFinal, type GruOptions } from './gru.js';
import { gruCell, type GruWeights } from './gruCell.js';

const [batch, time, features, units] = [3, 4, 2, 3];
const weights = {
  kernel: scattered([features, 3 * units], 1) as tf.Tensor2D,
  recurrentKernel: scattered([units, 3 * units], 2) as tf.Tensor2D,
  bias: scattered([3 * units], 3) as tf.Tensor1D,
  recurrentBias: scattered([units], 8) as tf.Tensor1D,
};
const x = scattered([batch, time, features], 4, 2) as tf.Tensor3D;
const constant = scattered([batch, features], 5, 2) as tf.Tensor2D;
const initialHidden = scattered([batch, units], 6) as tf.Tensor2D;
const mask = tf.tensor2d([1, 1, 1, 1, 1, 1, 0, 0, 0, 1, 0, 1], [batch, time]);

type Inputs = GruWeights & {
  readonly x?: tf.Tensor3D;
  readonly constant?: tf.Tensor2D;
  readonly initialHidden?: tf.Tensor2D;
};
type Given = Omit<Inputs, keyof GruWeights>;
type Settings = Pick<GruOptions, 'mask' | 'reverse' | 'steps'>;

/** The equations, step by step, left to TF.js to differentiate. */
function plain(inputs: Inputs, settings: Settings) {
  const { kernel, recurrentKernel, bias, recurrentBias } = inputs;
  const states: tf.Tensor[] = [];
  let h: tf.Tensor = inputs.initialHidden ?? tf.zeros([batch, units]);
  const times = [...Array(settings.steps ?? time).keys()];
  for (const t of settings.reverse ? times.reverse() : times) {
    const now: tf.Tensor =
      inputs.constant ?? tf.squeeze(tf.slice(inputs.x!, [0, t, 0], [-1, 1, -1]), [1]);
    const a = tf.add(tf.matMul(now, kernel), bias);
    const b = tf.matMul(h, recurrentKernel);
    const part = (z: tf.Tensor, k: number) => tf.slice(z, [0, k * units], [-1, units]);
    const r = tf.sigmoid(tf.add(part(a, 0), part(b, 0)));
    const z = tf.sigmoid(tf.add(part(a, 1), part(b, 1)));
    const n = tf.tanh(tf.add(part(a, 2), tf.mul(r, tf.add(part(b, 2), recurrentBias))));
    const next = tf.add(tf.mul(tf.sub(1, z), n), tf.mul(z, h));
    const valid = settings.mask ? tf.slice(settings.mask, [0, t], [-1, 1]) : tf.ones([batch, 1]);
    h = tf.where(tf.cast(valid, 'bool'), next, h);
    states[t] = h;
  }
  return { hidden: tf.stack(states, 1), finalHidden: h };
}

function run(inputs: Inputs, settings: Settings) {
  return gru({ ...inputs, ...settings } as GruOptions);
}

function all({ hidden, finalHidden }: ReturnType<typeof plain>) {
  return joined(hidden, finalHidden);
}

const cases: [string, Given, Settings][] = [
  ['a sequence', { x }, {}],
  ['a sequence in reverse', { x }, { reverse: true }],
  ['a masked sequence', { x }, { mask }],
  ['a masked sequence in reverse', { x }, { mask, reverse: true }],
  ['an initial state', { x, initialHidden }, {}],
  ['an initial state, a mask and reverse', { x, initialHidden }, { mask, reverse: true }],
  ['a constant input', { constant }, { steps: 3 }],
  ['a constant input for one step', { constant }, { steps: 1 }],
  ['a constant input with an initial state', { constant, initialHidden }, { steps: 3 }],
  ['a masked constant input', { constant, initialHidden }, { steps: time, mask }],
];

describe('gru', () => {
  it.each(cases)('gives all outputs and gradients for %s', (_, inputs, settings) =>
    expectDifferentiates(
      (named) => all(run(named, settings)),
      (named) => all(plain(named, settings)),
      { ...weights, ...inputs },
    ),
  );

  it('hands the state on over masked steps, so that the final one is that of the last valid step', () => {
    const padded = gru({
      ...weights,
      x,
      mask: tf.tensor2d([
        [1, 1, 0, 0],
        [1, 1, 0, 0],
        [1, 1, 0, 0],
      ]),
    });
    const short = gru({ ...weights, x: tf.slice(x, 0, [batch, 2, features]) });
    expect(padded.finalHidden.arraySync()).toEqual(short.finalHidden.arraySync());
  });

  it('can be differentiated twice', () => {
    const penalty = (operation: (input: tf.Tensor3D) => tf.Tensor) => (input: tf.Tensor) =>
      tf.sum(tf.square(tf.grad((at) => operation(at as tf.Tensor3D))(input)));
    const ours = tf.grad(penalty((input) => all(run({ ...weights, x: input }, { mask }))))(x);
    const expected = tf.grad(penalty((input) => all(plain({ ...weights, x: input }, { mask }))))(x);
    expect(tf.max(tf.abs(expected)).arraySync()).toBeGreaterThan(0.01);
    expect(tf.max(tf.abs(tf.sub(ours, expected))).arraySync()).toBeLessThan(1e-5);
  });

  it.each<[Record<string, tf.Tensor>, string]>([
    [{ kernel: tf.zeros([5, 9]) }, 'gru: kernel must have shape [2, 9], but has [5, 9].'],
    [
      { recurrentKernel: tf.zeros([3, 12]) },
      'gru: recurrentKernel must have shape [3, 9], but has [3, 12].',
    ],
    [{ bias: tf.zeros([3]) }, 'gru: bias must have shape [9], but has [3].'],
    [{ recurrentBias: tf.zeros([9]) }, 'gru: recurrentBias must have shape [3], but has [9].'],
    [
      { initialHidden: tf.zeros([1, 3]) },
      'gru: initialHidden must have shape [3, 3], but has [1, 3].',
    ],
  ])('says which shape does not fit: %#', (wrong, message) => {
    expect(() => run({ ...weights, x, ...wrong }, {})).toThrow(message);
  });
});

describe('gruFinal', () => {
  it.each(cases)('gives the final state and its gradients for %s', (_, inputs, settings) =>
    expectDifferentiates(
      (named) => gruFinal({ ...named, ...settings } as GruOptions),
      (named) => plain(named, settings).finalHidden,
      { ...weights, ...inputs },
    ),
  );
});

describe('gruCell', () => {
  it('makes the step of the sequence', () =>
    expectDifferentiates(
      (named) => gruCell(named),
      ({ x, hidden, ...rest }) =>
        plain({ ...rest, constant: x, initialHidden: hidden }, { steps: 1 }).finalHidden,
      { ...weights, x: constant, hidden: initialHidden },
    ));
});
