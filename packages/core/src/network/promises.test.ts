import * as tf from '@tensorflow/tfjs-core';
import { adam, stochasticGradientDescent } from '@autoencoder-zoo/engine';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Dataset } from '../data/dataset.js';
import { autoencoder, type AutoencoderOptions } from '../model/makeAutoencoder.js';
import { InnerModel } from '../model/innerModel.js';
import type { Model } from '../model/model.js';
import type { Context } from '../parts/context.js';
import { evidenceLowerBound } from '../parts/evidenceLowerBound.js';
import type { Frame } from '../parts/frame.js';
import type {
  BuiltCode,
  BuiltDecoder,
  BuiltEncoder,
  BuiltLikelihood,
  BuiltObjective,
  BuiltPenalty,
  BuiltPrior,
  Coded,
  Code,
} from '../parts/kinds.js';
import { normal, type Noise } from '../parts/noise.js';
import { definePart } from '../parts/part.js';
import type { Run } from '../parts/run.js';
import type { Term, Terms } from '../parts/term.js';
import {
  identity,
  linearDecoder,
  normalPrior,
  noisyCode,
  samples,
  severalDraws,
  squares,
} from '../testing/tiny.js';
import { fit } from '../train/fit.js';

type Over = Partial<AutoencoderOptions<readonly [4], readonly number[]>>;
type Build<Built> = (context: Context) => Built;

const data = samples(24);
const run = { epochs: 1, batchSize: 8, seed: 1 };
const base = {
  input: [4] as const,
  encoder: identity(),
  code: noisyCode({ dim: 2 }) as Code,
  decoder: linearDecoder(),
  likelihood: squares(),
};
const make = (over: Over) => autoencoder({ ...base, ...over });
const options = z.strictObject({});
const name = 'mine@1';

const encoder = (build: Build<BuiltEncoder>) =>
  definePart({ kind: 'encoder', name, options, build: (_, context) => build(context) })();
const code = (build: Build<BuiltCode>) =>
  definePart({ kind: 'code', name, options, build: (_, context) => build(context) })();
const prior = (built: Partial<BuiltPrior>) =>
  definePart({
    kind: 'prior',
    name,
    options,
    build: () => ({ sample: (rows: number) => tf.zeros([rows, 4]), ...built }),
  })();
const decoder = (build: Build<BuiltDecoder>) =>
  definePart({ kind: 'decoder', name, options, build: (_, context) => build(context) })();
const likelihood = (built: Partial<BuiltLikelihood>) =>
  definePart({
    kind: 'likelihood',
    name,
    options,
    build: () => ({
      parametersPerValue: 1,
      elements: (output: tf.Tensor, target: tf.Tensor) => tf.squaredDifference(output, target),
      mean: (output: tf.Tensor) => output,
      ...built,
    }),
  })();
const penalty = (build: Build<BuiltPenalty>) =>
  definePart({ kind: 'penalty', name, options, build: (_, context) => build(context) })();
const terms = (of: (coded: Coded, frame: Frame) => Terms) => [
  penalty(() => ({ terms: ({ coded }, frame) => of(coded, frame) })),
];
const objective = (built: BuiltObjective) =>
  definePart({ kind: 'objective', name, options, build: () => built })();

/** A code without noise that is the features, with something besides. */
const plain = (
  more: (x: tf.Tensor, frame: Frame) => Partial<Coded>,
  built: Partial<BuiltCode> = {},
) =>
  code(() => ({
    shape: [4],
    ...built,
    code: (x, frame) => ({ z: frame.perDraw(x), mean: x, ...more(x, frame) }),
  }));
const withDensity = plain((x, frame) => ({ logDensity: () => tf.sum(frame.perDraw(x), 1) }));

const nothing = undefined as never;
const trained = (model: Model<readonly [4]>) => fit(model, data, run);
const valuesOf = (model: { readonly variables: Model['variables'] }, path: string) =>
  Array.from(model.variables.find((each) => each.name === path)!.variable.dataSync());

describe('what a part gives is held against what it promised: ', () => {
  it.each<[string, Over, string, ((model: ReturnType<typeof make>) => Promise<unknown>)?]>([
    ['nothing', { encoder: encoder(() => ({ shape: [4], encode: () => nothing })) }, 'the encoder mine@1 promised features of shape [4], which is [8, 4] for this batch, but gave no tensor'],
    ['a tensor for a code', { code: code(() => ({ shape: [4], code: (x) => x as never })) }, 'the code mine@1 promised means of shape [4]'],
    ['counts', { encoder: encoder(() => ({ shape: [4], encode: (x) => ({ value: x, counts: tf.ones([3, 7]) }) })) }, 'the encoder mine@1 gave counts of shape [3, 7], which do not broadcast to the target, [8, 4]'],
    ['log density of a code', { code: plain((x) => ({ logDensity: () => x })), prior: prior({ logDensity: (x) => tf.sum(x, 1) }) }, 'the code mine@1 promised log densities of shape [], which is [8] for this batch, but gave [8, 4]'],
    ['log density of a prior', { code: withDensity, prior: prior({ logDensity: (x) => tf.sum(x, 1, true) }) }, 'the prior mine@1 promised log densities of shape [], which is [8] for this batch, but gave [8, 1]'],
    ['moments', { code: plain((x) => ({ moments: { mean: x, logVariance: tf.zeros([4]) } })), prior: prior({}) }, 'the code mine@1 promised log variances of shape [4]'],
    ['divergence', { code: withDensity, prior: prior({ divergence: (coded) => tf.sum(coded.mean, 0) }) }, 'the prior mine@1 has to give the divergence with a row for each sample, [8, ...] for this batch, but gave [4]'],
    ['beta', { code: plain((x) => ({ logDensity: () => tf.sum(x, 1), beta: NaN })), prior: prior({ logDensity: (x) => tf.sum(x, 1) }) }, 'gave the term "kl" a weight NaN'],
    ['codes of a prior', { code: withDensity, prior: prior({ sample: () => tf.zeros([1, 4]) }) }, 'the prior mine@1 promised codes of shape [4], which is [8, 4] for this batch, but gave [1, 4]', (model) => model.sample(5)],
    ['outputs of a code', { code: plain((x) => ({ outputs: { size: tf.mean(x) } }), { outputs: { size: 'its size' } }) }, 'the code mine@1 has to give the output "size" with a row for each sample', (model) => model.describe(data, 'size')],
    ['elements', { likelihood: likelihood({ elements: (x, y) => tf.sum(tf.squaredDifference(x, y), 1) }) }, 'the likelihood mine@1: elements has to give [8, 4] for this batch, but gave [8]'],
    ['total', { likelihood: likelihood({ total: (x, y) => tf.sum(tf.squaredDifference(x, y)) }) }, 'the likelihood mine@1: total has to give [8] for this batch, but gave []'],
    ['expected outputs', { likelihood: likelihood({ mean: (x) => tf.concat([x, x], 1) }) }, 'the likelihood mine@1 promised expected outputs of shape [4]', (model) => model.reconstruct(data)],
    ['terms of an objective', { objective: objective({ draws: 1, terms: ({ reconstruction }) => ({ reconstruction }) }) }, 'the objective mine@1 gave the term "reconstruction" with shape [24]; give a scalar, averaged over the batch', (model) => model.evaluate(data)],
    ['no terms at all', { objective: objective({ draws: 1, terms: () => ({}) }), code: plain(() => ({})) }, 'the objective mine@1 gave no term'],
    ['no terms of a penalty', { penalties: terms(() => nothing) }, 'the penalty mine@1 gave no terms'],
    ['a bare tensor for a term', { penalties: terms(({ z: drawn }) => ({ a: Object(drawn) as Term })) }, 'the penalty mine@1 gave the term "a" without a tensor as its value'],
    ['a misspelt field of a term', { penalties: terms(() => ({ a: { value: tf.scalar(1), wieght: 2 } as never })) }, 'the penalty mine@1 gave the term "a" with the field "wieght"'],
    ['a weight', { penalties: terms(() => ({ a: { value: tf.scalar(1), weight: tf.ones([8]) as never } })) }, 'the penalty mine@1 gave the term "a" a weight of shape [8]'],
    ['a group', { penalties: terms(() => ({ a: { value: tf.scalar(1), group: 'critc' } })) }, 'the penalty mine@1 gave the term "a" the group "critc", but variables have the groups model'],
    ['the name of all terms', { penalties: terms(() => ({ loss: { value: tf.scalar(1) } })) }, 'the penalty mine@1 gave a term "loss"', (model) => model.evaluate(data)],
    ['the name of a measure', { penalties: terms(() => ({ squaredError: { value: tf.scalar(1) } })) }, 'a part gives a term named "squaredError"', (model) => model.evaluate(data)],
  ])('%s', async (_, over, message, act = trained) => {
    const model = make(over);
    await expect(act(model)).rejects.toThrow(message);
    model.dispose();
  }); // prettier-ignore

  it('a term may have any other name', async () => {
    const model = make({ penalties: terms(() => ({ constructor: { value: tf.scalar(3) } })) });
    const { training } = await trained(model);
    expect(Object.entries(training)).toContainEqual(['constructor', [3]]);
    model.dispose();
  });

  it('counts of all samples hold for each draw', async () => {
    const counts = tf.tensor2d([[1, 0, 0, 0]]);
    const counting = encoder(() => ({ shape: [4], encode: (x) => ({ value: x, counts }) }));
    const model = make({
      encoder: counting,
      code: plain(() => ({})),
      decoder: decoder(() => ({ decode: (x) => tf.mul(x, 0) })),
      objective: severalDraws({ draws: 3 }),
    });
    const { bound } = await model.evaluate(data);
    let squared = 0;
    for (let i = 0; i < data.values.length; i += 4) squared += data.values[i] ** 2;
    expect(bound).toBeCloseTo(squared / 24, 4);
    model.dispose();
  });
});

describe('what a part builds is refused where it does not fit: ', () => {
  const built = (more: object) => penalty(() => ({ terms: () => ({}), ...more }));
  it.each<[string, () => Over, string]>([
    ['nothing', () => ({ penalties: [penalty(() => nothing)] }), 'what the penalty mine@1 builds'],
    ['a misspelt field', () => ({ penalties: [built({ afterupdate: () => nothing })] }), 'what the penalty mine@1 builds: unknown field "afterupdate"; known are: independent, afterUpdate'],
    ['no shape', () => ({ encoder: encoder(() => ({ encode: (x: tf.Tensor) => x }) as never) }), 'what the encoder mine@1 builds: field "shape"'],
    ['half a number', () => ({ encoder: encoder(() => ({ shape: [2.5], encode: (x) => x })) }), 'what the encoder mine@1 builds: field "shape.0"'],
    ['no function', () => ({ encoder: encoder(() => ({ shape: [4] }) as never) }), 'field "encode": expected a function, but got nothing'],
    ['no draws', () => ({ objective: objective({ draws: 0, terms: () => ({}) }) }), 'what the objective mine@1 builds: field "draws"'],
    ['no parameters', () => ({ likelihood: likelihood({ parametersPerValue: 0 }) }), 'what the likelihood mine@1 builds: field "parametersPerValue"'],
    ['a support from above', () => ({ likelihood: likelihood({ support: [1, 0] }) }), 'field "support": expected the lower end first'],
  ])('%s', (_, over, message) => {
    expect(() => make(over())).toThrow(message);
  }); // prettier-ignore
});

describe('what a part declares is refused where it cannot be: ', () => {
  const declaring = (declare: (context: Context) => unknown) => () =>
    make({
      penalties: [
        penalty((context) => {
          declare(context);
          return { terms: () => ({}) };
        }),
      ],
    });
  it.each<[string, (context: Context) => unknown, string]>([
    ['a variable twice', (context) => [1, 2].map(() => context.state('a', [], 'ones')), 'the name "penalty0/a" (variable)'],
    ['noise twice', (context) => [1, 2].map(() => context.noise('a', [], normal)), 'the name "penalty0/a" (noise)'],
    ['a number twice', (context) => [1, 2].map((x) => context.number('a', x)), 'the name "penalty0/a" (number)'],
    ['no finite number', (context) => context.number('a', NaN), 'penalty0/a: expected a finite number, but got NaN'],
    ['noise for nothing', (context) => context.noise('a', [], normal, { per: 'step' as never }), 'penalty0/a: option "per"'],
    ['noise in no mode', (context) => context.noise('a', [], normal, { mode: 'training' as never }), 'penalty0/a: option "mode"'],
    ['noise by name', (context) => context.noise('a', [], 'normal' as never), 'penalty0/a: expected a function'],
    ['half a number', (context) => context.noise('a', [2.5], normal), 'penalty0/a: option "shape.0"'],
    ['an unknown start', (context) => context.variable('a', [2], 'glorot' as never), 'penalty0/a: option "start"'],
    ['a start that is no number', (context) => context.state('a', [2], (_, target) => target.fill(NaN)), 'penalty0/a: the function that fills in the first values gave NaN'],
    ['a column of nothing', (context) => context.column('a', {} as never), 'penalty0: the column "a" is declared by { classes: 10 or shape: [3], one of them }'],
    ['a column of two', (context) => context.column('a', { classes: 3, shape: [2] } as never), 'the column "a" is declared by'],
    ['labels of two numbers', (context) => context.column('label', { shape: [2] }), 'the column "label" is declared by { classes: 10 or shape: [], one of them }'],
    ['places as classes', (context) => context.column('index', { classes: 3 }), 'the column "index" is declared by { shape: [] }'],
  ])('%s', (_, declare, message) => {
    expect(declaring(declare)).toThrow(message);
  }); // prettier-ignore
});

describe('while it computes, a part', () => {
  const state = (use: (seen: tf.Variable, frame: Frame) => void) =>
    penalty((context) => {
      const seen = context.state('seen', [2], 'zeros');
      return {
        terms(_, frame) {
          use(seen, frame);
          return {};
        },
      };
    });
  it.each<[string, Over, string]>([
    ['is named where it fails', { penalties: terms(({ mean }) => ({ a: { value: tf.add(mean, tf.ones([3])) } })) }, 'the penalty mine@1: Shapes [8,2] and [3] cannot broadcast'],
    ['makes no variables', { penalties: terms(() => ({ a: { value: tf.variable(tf.scalar(1)) } })) }, 'the penalty mine@1: it made a variable while it computed'],
    ['draws no numbers by itself', { penalties: terms(() => ({ a: { value: tf.randomNormal([]) } })) }, 'the penalty mine@1: tf.randomNormal was called'],
    ['sets state to its shape', { penalties: [state((seen, frame) => { frame.set(seen, tf.ones([3])); })] }, 'the penalty mine@1: the variable "penalty0/seen" has the shape [2], but is set to [3]'],
    ['sets what is declared', { penalties: [state((_, frame) => { frame.set(tf.variable(tf.scalar(1)), tf.scalar(1)); })] }, 'the penalty mine@1: a variable is set that was not declared'],
    ['reads numbers that are declared', { penalties: terms((_, frame) => ({ a: { value: tf.scalar(frame.number({ name: 'x', value: 1 }) as number) } })) }, 'the penalty mine@1: the number "x" was not declared'],
  ])('%s', async (_, over, message) => {
    const model = make(over);
    await expect(trained(model)).rejects.toThrow(message);
    model.dispose();
  }); // prettier-ignore

  it('sets trained variables in afterUpdate alone', async () => {
    const model = make({
      decoder: decoder((context) => {
        const kernel = context.variable('kernel', [2, 4], 'ones');
        return {
          decode(x, frame) {
            frame.set(kernel, tf.zeros([2, 4]));
            return tf.matMul(x, kernel);
          },
        };
      }),
    });
    await expect(trained(model)).rejects.toThrow(
      'the decoder mine@1: the variable "decoder/kernel" is trained, so only afterUpdate can set it',
    );
    model.dispose();
  });

  it('may take functions out of its frame', async () => {
    const taking = penalty((context) => {
      const site = context.noise('site', [], normal);
      const seen = context.state('seen', [], 'zeros');
      return {
        terms(_, frame) {
          const { noise, number, set, perDraw } = frame;
          set(seen, tf.scalar(1));
          expect([number, perDraw].map((each) => typeof each)).toEqual(['function', 'function']);
          return { a: { value: noise(site), weight: 0 } };
        },
      };
    });
    const model = make({ penalties: [taking] });
    await trained(model);
    expect(valuesOf(model, 'penalty0/seen')).toEqual([1]);
    model.dispose();
  });

  it('reads noise of one mode in that mode', async () => {
    const noisy = penalty((context) => {
      const site: Noise = context.noise('site', [], normal, { mode: 'train' });
      return { terms: (_, frame) => ({ a: { value: frame.noise(site), weight: 0 } }) };
    });
    const model = make({ penalties: [noisy] });
    await trained(model);
    await expect(model.evaluate(data)).rejects.toThrow(
      'the noise "penalty0/site" is drawn in the mode "train" alone, but read in "measure"',
    );
    model.dispose();
  });
});

it('a group without a term is told', async () => {
  const lonely = penalty((context) => {
    const kernel = context.variable('kernel', [2], 'ones', { group: 'critic' });
    return {
      terms: ({ coded }) => ({ a: { value: tf.sum(tf.mul(coded.mean, kernel), 1) } }),
    };
  });
  const model = make({ penalties: [lonely] });
  await expect(trained(model)).rejects.toThrow('the group "critic", but no term trains it');
  model.dispose();
});

it('groups that are left out of training may be given an optimiser', async () => {
  const critic = penalty((context) => {
    const kernel = context.variable('kernel', [2], 'ones', { group: 'critic' });
    return {
      terms: ({ coded }) => ({
        a: { value: tf.sum(tf.mul(coded.mean, kernel), 1), group: 'critic' },
      }),
    };
  });
  const model = make({ penalties: [critic] });
  const optimiser = { model: stochasticGradientDescent({ learningRate: 0.1 }), critic: adam() };
  const before = valuesOf(model, 'decoder/kernel');
  await fit(model, data, { ...run, only: ['decoder'], optimiser });
  expect(valuesOf(model, 'penalty0/kernel')).toEqual([1, 1]);
  expect(valuesOf(model, 'decoder/kernel')).not.toEqual(before);
  await expect(
    fit(model, data, { ...run, only: ['decoder'], optimiser: { model: adam(), critc: adam() } }),
  ).rejects.toThrow('the model has the groups model, critic, but "critc" is given one');
  model.dispose();
});

it('state of a model within a part stays where the part is left out of training', async () => {
  const counting = code((context) => {
    const seen = context.state('seen', [], 'zeros');
    return {
      shape: [2],
      code(x, frame) {
        frame.set(seen, tf.add(seen, 1));
        return { z: x, mean: x };
      },
    };
  });
  const nested = penalty((context) => {
    const { code: input } = context.shapes;
    const inner = new InnerModel(context, 'inner', input, {
      ...base,
      code: counting,
      corruption: undefined,
      prior: normalPrior(),
      penalties: [],
      objective: evidenceLowerBound(),
    });
    return {
      terms({ coded }, frame) {
        const { reconstruction } = inner.model.network.terms(inner.batch(frame, coded.mean));
        return { inner: reconstruction };
      },
    };
  });
  const model = make({ penalties: [nested] });
  await fit(model, data, { ...run, only: ['decoder'] });
  expect(valuesOf(model, 'penalty0/inner/code/seen')).toEqual([0]);
  await trained(model);
  expect(valuesOf(model, 'penalty0/inner/code/seen')).toEqual([3]);
  model.dispose();
});

describe('columns', () => {
  const reading = penalty((context) => {
    const size = context.column('size', { shape: [] });
    const label = context.column('label', { classes: 3 });
    return {
      terms: (_, frame) => ({
        size: { value: frame.column(size), weight: 0 },
        first: { value: tf.sum(frame.column(label), 1), weight: 0 },
      }),
    };
  });

  it.each([
    [{ size: 1, label: 1.5 }, 'a label is the whole number of a class, but got 1.5'],
    [{ size: 1, label: NaN }, 'a label is the whole number of a class, but got NaN'],
    [{ size: NaN, label: 1 }, 'sample 0 has NaN in the column "size"'],
  ])('of other values are refused: %j', async (beside, message) => {
    const model = make({ penalties: [reading] });
    const given = new Dataset({ name: 'given', values: data.values, shape: [4] });
    await expect(model.evaluate(given, { beside })).rejects.toThrow(message);
    model.dispose();
  });
});

describe('hooks on the host', () => {
  it.each<[string, (run: Run) => unknown, string]>([
    ['set variables of the model', (host) => { host.set(tf.variable(tf.scalar(0)), new Float32Array(1)); }, 'a variable that the model does not have'],
    ['set finite values', (host) => { host.set(host.model.variables[0].variable, new Float32Array(8).fill(NaN)); }, 'the variable "code/kernel" is given NaN at place 0'],
    ['map samples to rows', (host) => host.map('mean', host.data, (x) => tf.mean(x)), 'the penalty mine@1 has to give what run.map("mean") computes with a row for each sample'],
  ])('%s', async (_, act, message) => {
    const begin = async (run: Run) => {
      await act(run);
    };
    const model = make({ penalties: [penalty(() => ({ terms: () => ({}), begin }))] });
    await expect(trained(model)).rejects.toThrow(message);
    model.dispose();
  }); // prettier-ignore
});
