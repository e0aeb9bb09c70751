import * as tf from '@tensorflow/tfjs-core';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { reported, weighted } from './objective.js';
import { adam } from './optimisers/adam.js';
import { stochasticGradientDescent } from './optimisers/stochasticGradientDescent.js';
import { stepDecay } from './schedules/stepDecay.js';
import { compileStep, type Group, type StepOptions } from './step.js';
import { noise, relativeDifference } from './testing/dense.js';
import { ENGINES } from './testing/engines.js';
import { valueAndGradient } from './valueAndGradient.js';

const disposables: { dispose(): unknown }[] = [];
beforeAll(() => tf.setBackend('cpu'));
afterEach(async () => {
  for (const disposable of disposables.splice(0)) await disposable.dispose();
});

const scalar = (value: number) => {
  const variable = tf.variable(tf.scalar(value));
  disposables.push(variable);
  return variable;
};
const valueOf = (variable: tf.Variable) => variable.dataSync()[0];

/** Makes `x a b` small by `a` and large by the critic's `b`, which is held back by its square. */
async function duel(options: StepOptions, critic: Partial<Group<'critic'>> = {}) {
  const [a, b, calls] = [scalar(2), scalar(3), scalar(0)];
  const step = await compileStep(
    ({ x }) => {
      calls.assign(tf.add(calls, 1));
      const product = tf.mul(x, tf.mul(a, b));
      return {
        product,
        negative: weighted(product, -1, 'critic'),
        square: weighted(tf.square(b), 0.5, 'critic'),
      };
    },
    [
      { variables: [a], optimiser: stochasticGradientDescent({ learningRate: 0.05 }) },
      { name: 'critic', variables: [b], optimiser: adam({ learningRate: 0.1 }), ...critic },
    ],
    { x: { shape: [] } },
    { ...options, state: [calls] },
  );
  disposables.push(step);
  return { step, a, b, calls };
}

const input = (step: number) => ({ x: Float32Array.of(1 + Math.sin(step)) });

/** The same in plain numbers. */
function expected(steps: number, every: number, rateAt: (update: number) => number) {
  let [a, b, first, second, updates] = [2, 3, 0, 0, 0];
  const trace: { product: number; a: number; b: number }[] = [];
  for (let step = 0; step < steps; step++) {
    const x = 1 + Math.sin(step);
    const [ofA, ofB] = [x * b, b - x * a];
    const product = x * a * b;
    a -= 0.05 * ofA;
    if (step % every === 0) {
      first = 0.9 * first + 0.1 * ofB;
      second = 0.999 * second + 0.001 * ofB ** 2;
      const rate = rateAt(updates++);
      const root = Math.sqrt(second / (1 - 0.999 ** updates));
      b -= (rate * first) / (1 - 0.9 ** updates) / (root + 1e-8);
    }
    trace.push({ product, a, b });
  }
  return trace;
}

describe.each(ENGINES)('%s step of several groups', (_, chosen) => {
  it.each([1, 2, 3])('updates a group every %i steps, by its own count', async (every) => {
    const learningRate = stepDecay({ initial: 0.1, rate: 0.5, every: 2 });
    const optimiser = adam({ learningRate });
    const { step, a, b, calls } = await duel(chosen, { every, optimiser });
    const trace = expected(8, every, (update) => 0.1 * 0.5 ** Math.floor(update / 2));
    for (const [i, state] of trace.entries()) {
      expect(step.learningRates.critic).toBeCloseTo(
        0.1 * 0.5 ** Math.floor(Math.ceil(i / every) / 2),
        12,
      );
      const terms = await step.run(input(i));
      expect(Object.keys(terms)).toEqual(['loss', 'critic.loss', 'product', 'negative', 'square']);
      expect(terms.product).toBeCloseTo(state.product, 4);
      expect(terms.negative).toBe(terms.product);
      expect(valueOf(a)).toBeCloseTo(state.a, 4);
      expect(valueOf(b)).toBeCloseTo(state.b, 4);
      expect(valueOf(calls)).toBe(i + 1);
    }
  });

  it('goes on with the same bits between two updates of a group', async () => {
    const straight = await duel(chosen, { every: 3 });
    const terms = [];
    for (let i = 0; i < 8; i++) terms.push(await straight.step.run(input(i)));

    const before = await duel(chosen, { every: 3 });
    for (let i = 0; i < 5; i++) await before.step.run(input(i));
    const state = await before.step.state();
    const after = await duel(chosen, { every: 3 });
    for (const name of ['a', 'b', 'calls'] as const) after[name].assign(before[name]);
    await after.step.restore(state);
    for (let i = 5; i < 8; i++) expect(await after.step.run(input(i))).toEqual(terms[i]);
    for (const name of ['a', 'b', 'calls'] as const) {
      expect(valueOf(after[name])).toBe(valueOf(straight[name]));
    }
    expect(await after.step.state()).toEqual(await straight.step.state());
  });

  it('takes other shapes while a group rests, and steps in which all do', async () => {
    const [a, b] = [scalar(1), scalar(1)];
    const optimiser = stochasticGradientDescent({ learningRate: 1 });
    const step = await compileStep(
      ({ x }) => ({ x: tf.mul(tf.mean(x), a), y: weighted(tf.mul(tf.mean(x), b), 1, 'b') }),
      [
        { variables: [a], optimiser, every: 2 },
        { name: 'b', variables: [b], optimiser, every: 4 },
      ],
      { x: { shape: [2] } },
      chosen,
    );
    disposables.push(step);
    const values: number[][] = [];
    for (let i = 0; i < 6; i++) {
      const data = new Float32Array(1 + (i % 3)).fill(0.25);
      await step.run({ x: { data, shape: [data.length] } });
      values.push([valueOf(a), valueOf(b)]);
    }
    expect(values).toEqual([
      [0.75, 0.75],
      [0.75, 0.75],
      [0.5, 0.75],
      [0.5, 0.75],
      [0.25, 0.5],
      [0.25, 0.5],
    ]);
    expect(await step.diagnose({ x: Float32Array.of(NaN, 1) })).toMatchObject({ kind: 'input' });
  });

  it('keeps memory flat', async () => {
    const { step } = await duel(chosen, { every: 2, clipNorm: 1 });
    for (let i = 0; i < 4; i++) await step.run(input(i));
    const { numTensors } = tf.memory();
    for (let i = 0; i < 20; i++) await step.run(input(i));
    expect(tf.memory().numTensors).toBe(numTensors);
  });

  it('says what is wrong with groups', async () => {
    const [v, w] = [scalar(1), scalar(2)];
    const optimiser = adam();
    const attempt = async (groups: readonly object[], group?: string) => {
      const step = await compileStep(
        () => ({ v: tf.square(v), w: weighted(tf.square(w), 1, group) }),
        groups as Group[],
        {},
        { ...chosen, state: groups.length === 1 ? [w] : [] },
      );
      return step.run({});
    };
    const [one, two] = [
      { variables: [v], optimiser },
      { name: 'two', variables: [w], optimiser },
    ];
    const refused: [readonly object[], string | undefined, RegExp][] = [
      [[], undefined, /expects a list of groups such as \[\{ variables, optimiser \}\], got \[\]/],
      [[one, one], undefined, /two groups of the name ""/],
      [
        [one, { ...two, every: 0 }],
        'two',
        /"every": expected a whole number of 1 or above, but got 0/,
      ],
      [[{ ...one, loss: 1 }], undefined, /unknown option "loss"; known are: name, variables/],
      [[one], 'two', /"w" belongs to the group "two", but the step has the group without a name/],
      [[one, two], undefined, /No term of the loss belongs to the group "two"/],
      [[one, { ...two, variables: [v] }], 'two', /is listed twice/],
      [[one, { ...two, variables: [] }], 'two', /no variables to train in the group "two"/],
    ];
    for (const [groups, group, message] of refused) {
      await expect(attempt(groups, group)).rejects.toThrow(message);
    }
    expect(await attempt([one, two], 'two')).toEqual({ loss: 1, 'two.loss': 4, v: 1, w: 4 });
  });

  it.each(['first', 'last'])(
    'gives a critic that stands %s the gradients of its own terms',
    async (place) => {
      const kernel = noise(12, 1);
      const start = { maker: noise(8, 2), critic: kernel };
      const shapes = { maker: [2, 4], critic: [4, 3] };
      const made = () => {
        const maker = tf.variable(tf.tensor(start.maker, shapes.maker));
        const critic = tf.variable(tf.tensor(start.critic, shapes.critic));
        disposables.push(maker, critic);
        const judge = (x: tf.Tensor) =>
          tf.mean(tf.tanh(tf.matMul(x as tf.Tensor2D, critic as tf.Tensor as tf.Tensor2D)));
        const terms = ({ x, real }: { x: tf.Tensor2D; real: tf.Tensor2D }) => {
          const output = tf.sigmoid(tf.matMul(x, maker as tf.Tensor as tf.Tensor2D));
          const slope = tf.grad(judge)(tf.add(tf.mul(real, 0.3), tf.mul(output, 0.7)));
          return {
            fooled: tf.neg(judge(output)),
            penalty: tf.mean(tf.square(tf.sub(tf.norm(slope, 2, 1), 1))),
            told: tf.sub(judge(output), judge(real)),
          };
        };
        return { maker, critic, terms };
      };
      const optimiser = stochasticGradientDescent({ learningRate: 1 });
      const examples = { x: { shape: [5, 2] }, real: { shape: [5, 4] } } as const;
      const input = { x: noise(10, 5), real: noise(20, 6) };

      const together = made();
      const both = [
        { name: 'critic', variables: [together.critic], optimiser },
        { variables: [together.maker], optimiser },
      ] as const;
      const step = await compileStep(
        (inputs) => {
          const { fooled, penalty, told } = together.terms(inputs);
          const [p, t] = [weighted(penalty, 10, 'critic'), weighted(told, 1, 'critic')];
          return { fooled, p, t };
        },
        place === 'first' ? both : both.toReversed(),
        examples,
        chosen,
      );
      const alone = made();
      const maker = await compileStep(
        (inputs) => ({ fooled: alone.terms(inputs).fooled }),
        [{ variables: [alone.maker], optimiser }],
        examples,
        { ...chosen, state: [alone.critic] },
      );
      const critic = await compileStep(
        (inputs) => {
          const { penalty, told } = alone.terms(inputs);
          return { p: weighted(penalty, 10), told };
        },
        [{ variables: [alone.critic], optimiser }],
        examples,
        { ...chosen, state: [alone.maker] },
      );
      disposables.push(step, maker, critic);
      await step.run(input);
      await critic.run(input);
      const judged = alone.critic.dataSync().slice();
      tf.tidy(() => {
        alone.critic.assign(tf.tensor(start.critic, shapes.critic));
      });
      await maker.run(input);
      const difference = (a: tf.TypedArray, b: tf.TypedArray) =>
        relativeDifference(Array.from(a), Array.from(b));
      expect(difference(together.critic.dataSync(), judged)).toBeLessThan(1e-5);
      expect(difference(together.maker.dataSync(), alone.maker.dataSync())).toBeLessThan(1e-5);
      expect(difference(judged, start.critic)).toBeGreaterThan(1e-2);
    },
  );

  it('reports terms that train nothing', async () => {
    const [v, w] = [scalar(1), scalar(2)];
    const step = await compileStep(
      () => ({
        v: weighted(tf.square(v), 1, 'v'),
        w: reported(tf.mul(tf.log(w), tf.cast(tf.greater(w, v), 'float32'))),
      }),
      [{ name: 'v', variables: [v], optimiser: stochasticGradientDescent({ learningRate: 0.25 }) }],
      {},
      { ...chosen, state: [w] },
    );
    disposables.push(step);
    expect(await step.run({})).toEqual({ 'v.loss': 1, v: 1, w: Math.fround(Math.log(2)) });
    expect([valueOf(v), valueOf(w)]).toEqual([0.5, 2]);
    w.assign(tf.scalar(0));
    await expect(step.run({})).rejects.toThrow(/The w of step 1 is/);
  });

  it('has one group where a method chooses its steps itself', async () => {
    const w = scalar(1);
    const { engine } = chosen;
    const attempt = async () => {
      const terms = () => ({ w: weighted(tf.square(w), 1, 'critic') });
      const differentiator = await valueAndGradient(terms, [w], {}, { engine });
      return differentiator.run({});
    };
    await expect(attempt()).rejects.toThrow(/"w" belongs to the group "critic"/);
  });
});
