import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { beforeAll, describe, expect, it } from 'vitest';
import { FusedOptimiser } from '../compiled/fusedOptimiser.js';
import { EagerOptimiser, gradientNorm } from '../eager/eagerOptimiser.js';
import { Arena } from '../memory/arena.js';
import { OptionsError } from '../options.js';
import { rateAt } from '../schedules/schedule.js';
import { adagrad } from './adagrad.js';
import { adam } from './adam.js';
import { adamW } from './adamW.js';
import { clipScale } from './clip.js';
import { parseOptimiser, ruleOf } from './optimiser.js';
import { rmsProp } from './rmsProp.js';
import { stochasticGradientDescent } from './stochasticGradientDescent.js';
import golden from './testing/golden.json' with { type: 'json' };

interface Case {
  readonly name: string;
  readonly options: object;
  readonly weights: number[][];
  /** By step, then by parameter. */
  readonly gradients: number[][][];
  readonly expected: number[][][];
  readonly clipNorm?: number;
}
const cases: readonly Case[] = golden;
const SHAPES = [[5], [2, 3]];

/** Runs the gradients of a golden case; gives the weights after each step. */
type Run = (testCase: Case) => Promise<number[][][]>;

const fused: Run = async ({ name, options, weights, gradients, clipNorm }) => {
  const optimiser = parseOptimiser({ name: `${name}@1`, ...options });
  const parameters = new FusedOptimiser(
    new Arena(),
    optimiser,
    SHAPES.map((shape) => ({ shape })),
  );
  await parameters.load();
  weights.forEach((values, i) => parameters.weights[i].set(values));
  return gradients.map((ofStep, step) => {
    ofStep.forEach((values, i) => parameters.gradients[i].set(values));
    const scale = clipNorm === undefined ? 1 : clipScale(parameters.gradientNorm(), clipNorm);
    const rate = rateAt(optimiser.learningRate, step);
    parameters.update(ruleOf(optimiser).coefficients(optimiser, rate, step), scale);
    return parameters.weights.map((values) => Array.from(values));
  });
};

const eager: Run = async ({ name, options, weights, gradients, clipNorm }) => {
  const optimiser = parseOptimiser({ name: `${name}@1`, ...options });
  const tensors = (values: number[][]) => values.map((v, i) => tf.tensor(v, SHAPES[i]));
  const variables = tensors(weights).map((tensor) => tf.variable(tensor));
  const parameters = new EagerOptimiser(optimiser, variables);
  const results: number[][][] = [];
  for (const [step, ofStep] of gradients.entries()) {
    const given = tensors(ofStep);
    const scale = clipNorm === undefined ? 1 : clipScale(await gradientNorm(given), clipNorm);
    const rate = rateAt(optimiser.learningRate, step);
    parameters.update(given, ruleOf(optimiser).coefficients(optimiser, rate, step), scale);
    results.push(variables.map((variable) => Array.from(variable.dataSync())));
  }
  return results;
};

beforeAll(() => tf.setBackend('cpu'));

describe.each([
  ['WebAssembly', fused],
  ['TF.js operations', eager],
])('PyTorch 2.13 and %s agree', (_, run) => {
  it.each(
    cases.map((testCase): [string, Case] => [
      `${testCase.name} ${JSON.stringify(testCase.options)}`,
      testCase,
    ]),
  )('%s', async (_, testCase) => {
    const results = await run(testCase);
    const actual = results.flat(2);
    const expected = testCase.expected.flat(2);
    const worst = Math.max(
      ...actual.map((value, i) => Math.abs(value - expected[i]) / (Math.abs(expected[i]) + 0.1)),
    );
    expect(worst).toBeLessThan(1e-6);
  });
});

describe('every option changes the weights', () => {
  const [testCase] = cases;
  it.each([
    [adam({ weightDecay: 0.1 }), adam()],
    [adam({ beta1: 0.5 }), adam()],
    [adam({ beta2: 0.5 }), adam()],
    [adam({ epsilon: 0.1 }), adam()],
    [adamW({ weightDecay: 0 }), adamW()],
    [adagrad({ initialAccumulator: 1 }), adagrad()],
    [adagrad({ learningRateDecay: 1 }), adagrad()],
    [rmsProp({ centered: true }), rmsProp()],
    [rmsProp({ momentum: 0.1 }), rmsProp()],
    [rmsProp({ alpha: 0.5 }), rmsProp()],
    [stochasticGradientDescent({ momentum: 0.1 }), stochasticGradientDescent()],
    [stochasticGradientDescent({ learningRate: 1 }), stochasticGradientDescent()],
  ])('%j', async (changed, plain) => {
    const [a, b] = await Promise.all(
      [changed, plain].map(({ name, ...options }) =>
        fused({ ...testCase, name: name.replace('@1', ''), options: options }),
      ),
    );
    expect(a.at(-1)).not.toEqual(b.at(-1));
  });
});

describe('means of gradients that have become 0 end at 0, not among the denormal numbers', () => {
  it.each([
    adam({ beta2: 0.9 }),
    adamW({ beta2: 0.9 }),
    rmsProp({ alpha: 0.9, momentum: 0.9, centered: true }),
    stochasticGradientDescent({ momentum: 0.9 }),
  ])('%j', async (optimiser) => {
    const parameters = new FusedOptimiser(new Arena(), optimiser, [{ shape: [4] }]);
    await parameters.load();
    const rule = ruleOf(optimiser);
    const slots = rule.slots(optimiser).map(({ name }) => parameters.slot(name)[0]);
    for (let step = 0; step < 900; step++) {
      parameters.gradients[0].fill(step === 0 ? -0.01 : 0);
      parameters.update(rule.coefficients(optimiser, 1e-3, step), 1);
      if (step === 0) expect(slots.flatMap((values) => [...values])).not.toContain(0);
    }
    expect(slots.flatMap((values) => [...values]).map(Math.abs)).toEqual(
      Array(4 * slots.length).fill(0),
    );
  });
});

describe('descriptions', () => {
  it('survive JSON and get defaults for what is missing', () => {
    const optimiser = adam({ learningRate: { name: 'constant@1', value: 0.1 } });
    expect(parseOptimiser(JSON.parse(JSON.stringify(optimiser)))).toEqual(optimiser);
    expect(parseOptimiser({ name: 'adam@1' })).toEqual(adam());
  });

  it.each([
    [() => adam({ beta1: 1 }), /"beta1": expected a number in \[0, 1\), but got 1/],
    [() => adam({ learningRate: -1 }), /learning rate must be a number of 0 or above, got -1/],
    [() => stochasticGradientDescent({ nesterov: true }), /"nesterov" needs a "momentum" above 0/],
    [() => parseOptimiser({ name: 'lion@1' }), /"lion@1" is no optimiser; .*adamW@1/],
    [() => parseOptimiser('adam'), /Expected an optimiser such as adam\(\), got "adam"/],
  ])('refuse wrong options (%#)', (make, message) => {
    expect(make).toThrow(message);
    expect(make).toThrow(OptionsError);
  });

  it('refuse unknown options by type', () => {
    // @ts-expect-error the option is called learningRate
    expect(() => adam({ lr: 1 })).toThrow(/unknown option "lr"; known are: beta1/);
  });
});

describe('gradient norm', () => {
  it('is exact where 32 bits overflow, and shows non-finite gradients', async () => {
    const parameters = new FusedOptimiser(new Arena(), adam(), [{ shape: [3] }, { shape: [1] }]);
    await parameters.load();
    parameters.gradients[0].set([3e30, 0, 4e30]);
    expect(parameters.gradientNorm() / 5e30).toBeCloseTo(1, 6);
    parameters.gradients[1].set([NaN]);
    expect(parameters.gradientNorm()).toBeNaN();
    parameters.gradients[1].set([-Infinity]);
    expect(parameters.gradientNorm()).toBe(Infinity);
  });
});
