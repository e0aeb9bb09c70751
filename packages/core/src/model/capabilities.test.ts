import * as tf from '@tensorflow/tfjs-core';
import { adam, stochasticGradientDescent } from '@autoencoder-zoo/engine';
import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Dataset } from '../data/dataset.js';
import { evidenceLowerBound } from '../parts/evidenceLowerBound.js';
import { key, provide, provided } from '../parts/key.js';
import type { ObjectiveInput } from '../parts/kinds.js';
import { bernoulli, normal, uniform, type Fill } from '../parts/noise.js';
import { anneal, scheduled, type Scheduled } from '../parts/number.js';
import { positive } from '../parts/options.js';
import { definePart, partOption, type AnyPartFactory } from '../parts/part.js';
import {
  identity,
  linearDecoder,
  noisyCode,
  normalPrior,
  samples,
  squares,
} from '../testing/tiny.js';
import { fit } from '../train/fit.js';
import { limitedMemoryBfgs } from '../train/methods/limitedMemoryBfgs.js';
import { autoencoder } from './makeAutoencoder.js';
import { loadAutoencoder } from './load.js';
import type { Model } from './model.js';

const made: Model[] = [];
const keep = <M>(model: M): M => {
  made.push(model as unknown as Model);
  return model;
};
afterEach(() => {
  for (const model of made.splice(0)) model.dispose();
});

const base = {
  input: [4],
  encoder: identity(),
  code: noisyCode({ dim: 2 }),
  decoder: linearDecoder(),
  likelihood: squares(),
} as const;

const nothing = z.strictObject({});
const data = samples(24);
const run = { epochs: 2, batchSize: 8, seed: 1 };
const valuesOf = (model: Model, name: string) =>
  Array.from(model.variables.find((v) => v.name === name)!.variable.dataSync());

describe('columns beside the samples', () => {
  const conditional = definePart({
    kind: 'decoder',
    name: 'conditional@1',
    options: nothing,
    build(_, context) {
      const { code, output } = context.shapes;
      const label = context.column('label', { classes: 3 });
      const size = context.column('size', { shape: [1] });
      const kernel = context.variable('kernel', [code[0] + 4, output[0]], 'glorotUniform');
      return {
        independent: true,
        decode(z, frame) {
          const beside = tf.concat([frame.column(label), frame.column(size)], 1);
          return tf.matMul(tf.concat([z, frame.perDraw(beside)], 1), kernel);
        },
      };
    },
  });
  const make = () => keep(autoencoder({ ...base, decoder: conditional() }));
  const labels = Int32Array.from({ length: 24 }, (_, i) => i % 3);
  const beside = { size: Float32Array.from({ length: 24 }, (_, i) => i) };
  const named = new Dataset({ name: 'named', values: data.values, shape: [4], labels, beside });

  it('reach the parts that read them, in training, in use and in ONNX files', async () => {
    const model = make();
    await fit(model, named, run);
    const codes = await model.encode(data);
    const as = (label: number) => model.decode(codes, { beside: { label, size: 1 } });
    const [first, second] = [await as(0), await as(1)];
    const kernel = valuesOf(model, 'decoder/kernel');
    first.forEach((value, i) => {
      const shift = kernel[3 * 4 + (i % 4)] - kernel[2 * 4 + (i % 4)];
      expect(second[i] - value).toBeCloseTo(shift, 4);
    });
    const { InferenceSession, Tensor } = await import('onnxruntime-node');
    const decoder = await InferenceSession.create((await model.files())['decoder.onnx']);
    expect([...decoder.inputNames].toSorted()).toEqual(['code', 'label', 'size']);
    const one = (values: number[], shape: number[]) =>
      new Tensor('float32', Float32Array.from(values), shape);
    const { output } = await decoder.run({
      code: one([codes[0], codes[1]], [1, 2]),
      label: one([0, 1, 0], [1, 3]),
      size: one([1], [1, 1]),
    });
    (output.data as Float32Array).forEach((value, i) => expect(value).toBeCloseTo(second[i], 4));
  });

  it('of the user’s own may be classes, too', async () => {
    const coloured = definePart({
      kind: 'penalty',
      name: 'coloured@1',
      options: nothing,
      build(_, context) {
        const colour = context.column('colour', { classes: 3 });
        return {
          independent: true,
          terms: (_, frame) => ({
            last: { value: tf.sum(tf.slice(frame.column(colour), [0, 2], [-1, 1]), 1), weight: 0 },
          }),
        };
      },
    });
    const model = keep(autoencoder({ ...base, penalties: [coloured()] }));
    const colour = Uint8Array.from({ length: 24 }, (_, i) => (i < 6 ? 2 : i % 2));
    expect((await model.evaluate(data, { beside: { colour } }))['last']).toBeCloseTo(6 / 24, 6);
    await expect(model.evaluate(data, { beside: { colour: 3 } })).rejects.toThrow(
      'sample 0 has 3 in the column "colour", but this model has 3 classes, from 0 to 2',
    );
  });

  it('go with their samples when a set is cut or picked from', () => {
    expect(Array.from(named.slice(3, 5).beside!['size'])).toEqual([3, 4]);
    expect(Array.from(named.select([7, 2]).beside!['size'])).toEqual([7, 2]);
  });

  it('are missed before anything is trained, by name', async () => {
    const model = make();
    const unlabelled = new Dataset({ name: 'plain', values: data.values, shape: [4], beside });
    await expect(fit(model, unlabelled, run)).rejects.toThrow('reads labels');
    const unsized = new Dataset({ name: 'plain', values: data.values, shape: [4], labels });
    await expect(fit(model, unsized, run)).rejects.toThrow('a column "size" beside the samples');
    await expect(model.reconstruct(data)).rejects.toThrow('reads labels');
    await expect(model.sample(2, { beside: { label: 5, size: 1 } })).rejects.toThrow('label 5');
    expect(() => named.with({ beside: { size: new Float32Array(5) } })).toThrow(
      'column "size" do not fit 24 samples',
    );
  });
});

describe('which values of the target count', () => {
  const hidden = definePart({
    kind: 'corruption',
    name: 'hidden@1',
    options: nothing,
    build: () => ({
      independent: true,
      isTask: true,
      corrupt(x) {
        const kept = tf.tensor2d([[1, 1, 0, 0]]);
        return { value: tf.mul(x, kept), counts: tf.tile(tf.sub(1, kept), [x.shape[0], 1]) };
      },
    }),
  });

  it('is said by parts, also where a task without its damage would be measured', async () => {
    const model = keep(autoencoder({ ...base, corruption: hidden() }));
    const [measured, plain] = [
      await model.evaluate(data),
      await model.evaluate(data, { corrupt: false }),
    ];
    const damaged = await model.corrupt(data);
    const outputs = await model.reconstruct(damaged);
    let expected = 0;
    outputs.forEach((value, i) => {
      if (i % 4 >= 2) expected += (value - data.values[i]) ** 2 / 24;
    });
    expect(measured['squaredError']).toBeCloseTo(expected, 4);
    expect(plain['squaredError']).toBeGreaterThan(0);
    expect(plain['reconstruction']).not.toBeCloseTo(measured['reconstruction'], 2);
  });
});

describe('which values of the target count, as several parts say', () => {
  const known = key<tf.Tensor>('known');
  const hidden = definePart({
    kind: 'corruption',
    name: 'hidden@1',
    options: nothing,
    build(_, context) {
      const site = context.noise('kept', [4], bernoulli(0.5));
      return {
        independent: true,
        isTask: true,
        corrupt(x, frame) {
          const kept = frame.noise(site);
          const provides = [provide(known, kept)];
          return { value: tf.mul(x, kept), counts: tf.sub(1, kept), provides };
        },
      };
    },
  });
  const partial = definePart({
    kind: 'encoder',
    name: 'partial@1',
    options: nothing,
    build(_, context) {
      const present = context.column('present', { shape: [4] });
      return {
        independent: true,
        shape: [4],
        encode(x, frame) {
          const there = frame.column(present);
          const seen = tf.mul(there, frame.need(known) ?? tf.onesLike(x));
          return { value: tf.mul(x, seen), counts: there };
        },
      };
    },
  });

  it('holds for terms and measures, damaged or not', async () => {
    const decoder = linearDecoder();
    const model = keep(autoencoder({ ...base, decoder, corruption: hidden(), encoder: partial() }));
    const present = Float32Array.from({ length: 96 }, (_, i) => Number(i % 3 !== 0));
    const given = data.with({ beside: { present } });
    const expected = async (damaged: ArrayLike<number>, counts: (i: number) => boolean) => {
      const rows = { data: Float32Array.from(damaged), shape: [24, 4] as const };
      const outputs = await model.reconstruct(rows, { beside: { present } });
      const errors = outputs.map((value, i) => (counts(i) ? (value - data.values[i]) ** 2 : 0));
      return errors.reduce((sum, error) => sum + error, 0) / 24;
    };
    const damaged = await model.corrupt(given);
    const isHidden = (i: number) => damaged[i] === 0;
    expect(Array.from(damaged).filter((value) => value === 0).length).toBeGreaterThan(20);
    expect((await model.evaluate(given))['squaredError']).toBeCloseTo(
      await expected(damaged, (i) => isHidden(i) && present[i] === 1),
      4,
    );
    expect((await model.evaluate(given, { corrupt: false }))['squaredError']).toBeCloseTo(
      await expected(data.values, (i) => present[i] === 1),
      4,
    );
  });
});

describe('what one part leaves for others', () => {
  const total = key<tf.Tensor>('total');
  const telling = definePart({
    kind: 'encoder',
    name: 'telling@1',
    options: nothing,
    build: (_, { shapes }) => ({
      independent: true,
      shape: shapes.input,
      encode: (x) => ({ value: x, provides: [provide(total, tf.sum(x, 1))] }),
    }),
  });
  const reading = definePart({
    kind: 'penalty',
    name: 'reading@1',
    options: nothing,
    build: () => ({
      independent: true,
      terms: (_, frame) => ({ total: { value: frame.need(total)!, weight: 0 } }),
    }),
  });

  it('is read on the same batch; a term of weight 0 is shown and trains nothing', async () => {
    const model = keep(autoencoder({ ...base, encoder: telling(), penalties: [reading()] }));
    const { loss, reconstruction, size, total: shown } = await model.evaluate(data);
    const mean = Array.from(data.values).reduce((sum, value) => sum + value, 0) / 24;
    expect(shown).toBeCloseTo(mean, 4);
    expect(loss).toBeCloseTo(reconstruction + size, 4);
  });
});

describe('the parts once more', () => {
  /** Counts the steps that exist. */
  const counting = definePart({
    kind: 'encoder',
    name: 'countingSteps@1',
    options: nothing,
    build: () => ({
      independent: true,
      shape: [1],
      encode: (x, { mask }) => tf.sum(mask ?? tf.onesLike(tf.sum(x, 2)), 1, true),
    }),
  });
  const repeated = definePart({
    kind: 'penalty',
    name: 'repeated@1',
    options: nothing,
    build: () => ({
      independent: true,
      terms: ({ x, features }, frame) => ({
        same: { value: tf.sum(tf.abs(tf.sub(frame.again.encode(x), features)), 1), weight: 0 },
        other: {
          value: tf.sum(tf.abs(tf.sub(frame.again.encode(tf.mul(x, 1)), features)), 1),
          weight: 0,
        },
      }),
    }),
  });

  it('know which steps exist where they are given the samples of the batch', async () => {
    const values = new Float32Array(8 * 6).fill(1);
    const lengths = Int32Array.from({ length: 8 }, (_, i) => 1 + (i % 3));
    const sequences = new Dataset({ name: 'sequences', values, shape: [3, 2], lengths });
    const model = keep(
      autoencoder({ ...base, input: [3, 2], encoder: counting(), penalties: [repeated()] }),
    );
    const { same, other } = await model.evaluate(sequences);
    expect(same).toBe(0);
    // All three steps, for one, two or three that exist.
    expect(other).toBeCloseTo((2 * 3 + 1 * 3) / 8, 5);
  });
});

describe('groups', () => {
  const critic = definePart({
    kind: 'penalty',
    name: 'critic@1',
    options: nothing,
    build(_, context) {
      const [dim] = context.shapes.code;
      const kernel = context.variable('kernel', [dim, 1], 'glorotUniform', { group: 'critic' });
      const { prior } = context;
      return {
        terms({ coded }, frame) {
          const score = (z: tf.Tensor) => tf.matMul(z, kernel);
          const [made, drawn] = [score(coded.z), score(prior.sample(coded.z.shape[0], frame))];
          const mean = (values: tf.Tensor) => tf.mean(tf.sigmoid(values));
          return {
            critic: { value: tf.sub(mean(made), mean(drawn)), group: 'critic' },
            fooled: { value: tf.neg(mean(made)), weight: 0.1 },
          };
        },
      };
    },
  });
  const make = () => keep(autoencoder({ ...base, penalties: [critic()] }));

  it('train by their own terms, with their own optimisers, as often as is said', async () => {
    const step = stochasticGradientDescent({ learningRate: 0.5 });
    const still = stochasticGradientDescent({ learningRate: 0 });
    const model = make();
    const before = model.variables.map(({ name }) => valuesOf(model, name));
    const { training } = await fit(model, data, {
      ...run,
      optimiser: { model: still, critic: { optimiser: step, every: 2 } },
    });
    const moved = model.variables.filter(
      ({ name }, i) => String(valuesOf(model, name)) !== String(before[i]),
    );
    expect(moved.map(({ name }) => name)).toEqual(['penalty0/kernel']);
    expect(Object.keys(training)).toEqual(
      expect.arrayContaining(['loss', 'reconstruction', 'critic', 'fooled', 'critic.loss']),
    );
    const often = make();
    await fit(often, data, { ...run, optimiser: { model: still, critic: step } });
    expect(valuesOf(often, 'penalty0/kernel')).not.toEqual(valuesOf(model, 'penalty0/kernel'));
  });

  it('are left out of training by name, and named where an optimiser does not fit', async () => {
    const model = make();
    const kernel = valuesOf(model, 'penalty0/kernel');
    await fit(model, data, { ...run, only: ['code', 'decoder'] });
    expect(valuesOf(model, 'penalty0/kernel')).toEqual(kernel);
    const others = valuesOf(model, 'decoder/kernel');
    await fit(model, data, { ...run, only: ['penalty0'] });
    expect(valuesOf(model, 'penalty0/kernel')).not.toEqual(kernel);
    expect(valuesOf(model, 'decoder/kernel')).toEqual(others);
    await expect(
      fit(model, data, { ...run, optimiser: { model: adam() } as never }),
    ).rejects.toThrow('"critic" is given no optimiser');
    await expect(
      fit(model, data, { ...run, optimiser: { model: adam(), critc: adam() } }),
    ).rejects.toThrow('"critc" is given one');
  });
});

describe('state', () => {
  const counting = definePart({
    kind: 'code',
    name: 'counting@1',
    options: nothing,
    build(_, context) {
      const { features } = context.shapes;
      const start: Fill = (stream, target) => void stream.normal(target);
      const seen = context.state('seen', [], 'zeros');
      context.state('seeded', [3], start);
      return {
        shape: features,
        code(x, frame) {
          frame.set(seen, tf.add(seen, 1));
          return { z: frame.perDraw(x), mean: x };
        },
      };
    },
  });
  const make = () => keep(autoencoder({ ...base, code: counting() }));

  it('starts by the seed, and changes once a step in training alone', async () => {
    const model = make();
    expect(valuesOf(model, 'code/seeded')).toEqual(valuesOf(make(), 'code/seeded'));
    expect(new Set(valuesOf(model, 'code/seeded')).size).toBe(3);
    await fit(model, data, { ...run, validation: data });
    await model.evaluate(data);
    expect(valuesOf(model, 'code/seen')).toEqual([6]);
  });

  it('stays where its part is left out of training', async () => {
    const model = make();
    await fit(model, data, { ...run, only: ['decoder'] });
    expect(valuesOf(model, 'code/seen')).toEqual([0]);
  });
});

describe('what follows the update', () => {
  const tamed = definePart({
    kind: 'decoder',
    name: 'tamed@1',
    options: z.strictObject({ length: scheduled(positive).default(1) }),
    build({ length }, context) {
      const { code, output } = context.shapes;
      const kernel = context.variable('kernel', [code[0], output[0]], 'glorotUniform');
      const slow = context.state('slow', [code[0], output[0]], 'zeros');
      const number = context.number('length', length);
      return {
        independent: true,
        decode: (z) => tf.matMul(z, kernel),
        afterUpdate(frame) {
          const unit = tf.div(kernel, tf.norm(kernel, 2, 0, true));
          frame.set(kernel, tf.mul(unit, frame.number(number)));
          frame.set(slow, tf.add(tf.mul(slow, 0.5), tf.mul(kernel, 0.5)));
        },
      };
    },
  });
  const lengthsOf = (model: Model, name: string) => {
    const kernel = valuesOf(model, name);
    return [0, 1, 2, 3].map((column) => Math.hypot(kernel[column], kernel[4 + column]));
  };

  it('changes weights and state in the step, by the numbers of the step', async () => {
    const model = keep(autoencoder({ ...base, decoder: tamed() }));
    await fit(model, data, run);
    for (const length of lengthsOf(model, 'decoder/kernel')) expect(length).toBeCloseTo(1, 5);
    expect(Math.max(...lengthsOf(model, 'decoder/slow'))).toBeGreaterThan(0.5);
    const growing = keep(
      autoencoder({ ...base, decoder: tamed({ length: anneal(3, { from: 1, steps: 2 }) }) }),
    );
    await fit(growing, data, { ...run, steps: 2 });
    for (const length of lengthsOf(growing, 'decoder/kernel')) expect(length).toBeCloseTo(2, 5);
  });

  it('leaves alone what is left out of training', async () => {
    const model = keep(autoencoder({ ...base, decoder: tamed() }));
    const before = valuesOf(model, 'decoder/kernel');
    await fit(model, data, { ...run, only: ['code'] });
    expect(valuesOf(model, 'decoder/kernel')).toEqual(before);
    expect(new Set(valuesOf(model, 'decoder/slow'))).toEqual(new Set([0]));
  });

  it('is refused by a method that tries weights out', async () => {
    const model = keep(autoencoder({ ...base, decoder: tamed() }));
    await expect(fit(model, data, { optimiser: limitedMemoryBfgs() })).rejects.toThrow(
      'a part of this model changes them after each step',
    );
  });
});

describe('hooks on the host', () => {
  const calls: string[] = [];
  const seen: Float32Array[] = [];
  const hooked = definePart({
    kind: 'encoder',
    name: 'hooked@1',
    options: nothing,
    build(_, context) {
      const mean = context.state('mean', [4], 'zeros');
      return {
        independent: true,
        shape: context.shapes.input,
        encode: (x) => tf.sub(x, mean),
        async begin(run) {
          calls.push('begin');
          run.set(mean, new Float32Array(4).fill(run.data.length));
          const some = run.data.slice(3, 5);
          seen.push(await run.map('codes', some, (x, { again }) => again.code(x).mean));
          seen.push(await run.map('features', some, (x, { again }) => again.encode(x)));
        },
        epoch({ epoch }) {
          calls.push(`epoch ${epoch}`);
          return Promise.resolve();
        },
      };
    },
  });

  it('run before the first step and before each epoch', async () => {
    calls.length = 0;
    const model = keep(autoencoder({ ...base, encoder: hooked() }));
    await fit(model, data, run);
    expect(calls).toEqual(['begin', 'epoch 0', 'epoch 1']);
    expect(valuesOf(model, 'encoder/mean')).toEqual([24, 24, 24, 24]);
    const [codes, features] = seen;
    expect(codes).toHaveLength(4);
    const values = data.values.subarray(12, 20);
    features.forEach((feature, i) => expect(feature).toBeCloseTo(values[i] - 24, 4));
  });
});

describe('the divergence of a code that is no normal distribution', () => {
  const rates = key<tf.Tensor>('rates');
  const exponential = definePart({
    kind: 'code',
    name: 'exponential@1',
    options: nothing,
    build: (_, { shapes }) => ({
      independent: true,
      shape: shapes.features,
      code(x, frame) {
        const rate = tf.exp(x);
        return { z: frame.perDraw(rate), mean: rate, distribution: provide(rates, rate), beta: 2 };
      },
    }),
  });
  const waiting = definePart({
    kind: 'prior',
    name: 'waiting@1',
    options: nothing,
    build: (_, { shapes }) => ({
      independent: true,
      sample: (rows) => tf.ones([rows, ...shapes.code]),
      divergence({ distribution }) {
        const rate = provided(rates, distribution);
        return rate && tf.add(tf.sub(tf.log(rate), 1), tf.div(1, rate));
      },
    }),
  });

  it('is known to priors that read what the code leaves under a key, and missed in others', async () => {
    const code = exponential();
    const model = keep(autoencoder({ ...base, code, prior: waiting() }));
    const { kl, loss, reconstruction } = await model.evaluate(data);
    let expected = 0;
    for (const x of data.values) expected += (x - 1 + Math.exp(-x)) / 24;
    expect(kl).toBeCloseTo(expected, 4);
    expect(loss).toBeCloseTo(reconstruction + 2 * kl, 3);
    const seen: ObjectiveInput[] = [];
    const watching = definePart({
      kind: 'objective',
      name: 'watching@1',
      options: nothing,
      build: (_, context) => ({
        draws: 1,
        terms(input) {
          seen.push(input);
          return evidenceLowerBound().build(context).terms(input);
        },
      }),
    });
    await keep(autoencoder({ ...base, code, prior: waiting(), objective: watching() })).evaluate(
      data,
    );
    expect(seen[0].divergence!.elements.shape).toEqual([24, 4]);
    expect(seen[0].divergence!.value.shape).toEqual([24]);
    const other = keep(autoencoder({ ...base, code, prior: normalPrior() }));
    await expect(other.evaluate(data)).rejects.toThrow(
      'the divergence of the code exponential@1 from the prior normal@1 has no closed form here',
    );
  });
});

describe('parts as options of parts', () => {
  const doubled = definePart({
    kind: 'encoder',
    name: 'doubled@1',
    options: z.strictObject({ of: partOption('encoder') }),
    build({ of }, context) {
      const [inputs] = context.shapes.input;
      const inner = of.build(context.scope('of', { input: [2 * inputs] }));
      return {
        independent: true,
        shape: inner.shape,
        encode: (x, frame) => inner.encode(tf.concat([x, x], 1), frame),
      };
    },
  });

  it('may be built for other shapes', async () => {
    const model = keep(autoencoder({ ...base, encoder: doubled({ of: identity() }) }));
    expect(model.network.built.shapes.features).toEqual([8]);
    expect((await model.encode(data)).shape).toEqual([24, 2]);
  });

  const shifted = definePart({
    kind: 'prior',
    name: 'shifted@1',
    options: z.strictObject({ of: partOption('prior'), by: z.number().default(10) }),
    build({ of, by }, context) {
      const inner = of.build(context.scope('of'));
      return {
        independent: true,
        sample: (rows, frame) => tf.add(inner.sample(rows, frame), by),
      };
    },
  });

  it('are saved with them and found again', async () => {
    const model = keep(autoencoder({ ...base, prior: shifted({ of: normalPrior() }) }));
    const factories = [
      identity,
      noisyCode,
      linearDecoder,
      squares,
      shifted,
      normalPrior,
    ] as readonly AnyPartFactory[];
    const find = (kind: string, name: string) =>
      Promise.resolve(factories.find((f) => f.kind === kind && f.partName === name));
    const loaded = keep(await loadAutoencoder(await model.files(), find));
    expect(loaded.spec).toEqual(JSON.parse(JSON.stringify(model.spec)));
    expect(Array.from(await loaded.sample(5))).toEqual(Array.from(await model.sample(5)));
  });
});

describe('numbers', () => {
  const scaledBy = definePart({
    kind: 'penalty',
    name: 'scaledBy@1',
    options: z.strictObject({ factor: scheduled(positive) }),
    build({ factor }, context) {
      const number = context.number('factor', factor);
      return {
        independent: true,
        terms: (_, frame) => ({
          factor: { value: tf.mul(tf.scalar(1), frame.number(number)), weight: 0 },
        }),
      };
    },
  });
  const factorOver = async (factor: Scheduled) => {
    const model = keep(autoencoder({ ...base, penalties: [scaledBy({ factor })] }));
    const { training } = await fit(model, data, { ...run, epochs: 3, batchSize: 24 });
    return [...training['factor'], (await model.evaluate(data))['factor']];
  };

  it.each([
    ['linear', [4, 2.5, 1, 1]],
    ['exponential', [4, 2, 1, 1]],
    ['cosine', [4, 2.5, 1, 1]],
  ] as const)('follow a %s curve by epoch or by step, and end with it', async (curve, expected) => {
    for (const over of [{ epochs: 2 }, { steps: 2 }]) {
      const values = await factorOver(anneal(1, { from: 4, curve, ...over }));
      values.forEach((value, i) => expect(value).toBeCloseTo(expected[i], 5));
    }
  });

  it('go linearly by epoch as those of the first saved models, too', async () => {
    const values = await factorOver({ schedule: 'warmUp', from: 4, to: 1, epochs: 2 });
    expect(values).toEqual(await factorOver(anneal(1, { from: 4, epochs: 2 })));
    expect(values).toEqual([4, 2.5, 1, 1]);
  });
});

describe('noise', () => {
  const addsNoise = definePart({
    kind: 'penalty',
    name: 'addsNoise@1',
    options: nothing,
    build(_, context) {
      const sites = [
        context.noise('batch', [2], uniform, { per: 'batch' }),
        context.noise('sample', [2], normal, { per: 'sample' }),
        context.noise(
          'own',
          [],
          (stream, target) => target.set(stream.permutation(target.length)),
          { per: 'sample' },
        ),
      ];
      return {
        terms: (_, frame) => ({
          shapes: {
            value: tf.scalar(
              Number(sites.map((site) => frame.noise(site).shape.join('')).join('')),
            ),
            weight: 0,
          },
          permuted: { value: frame.noise(sites[2]), weight: 0 },
        }),
      };
    },
  });

  it('is drawn once a batch, for each sample, and from any distribution', async () => {
    const model = keep(autoencoder({ ...base, penalties: [addsNoise()] }));
    const { training } = await fit(model, data, { ...run, epochs: 1, batchSize: 8 });
    expect(training['shapes']).toEqual([2828]);
    expect(training['permuted'][0]).toBeCloseTo(3.5, 5);
  });
});

describe('promises of shapes', () => {
  const other = definePart({
    kind: 'code',
    name: 'other@1',
    options: nothing,
    build: (_, { shapes }) => ({
      shape: [3],
      code: (x) => ({ z: x, mean: tf.slice(x, [0, 0], [-1, shapes.features[0] - 1]) }),
    }),
  });
  const wide = definePart({
    kind: 'penalty',
    name: 'wide@1',
    options: nothing,
    build: () => ({ terms: ({ coded }) => ({ wide: { value: tf.abs(coded.z) } }) }),
  });

  it('are kept, or the part is named with what it promised and what came', async () => {
    const model = keep(autoencoder({ ...base, code: other() }));
    await expect(model.encode(data)).rejects.toThrow(
      'the code other@1 promised codes of shape [3], which is [32, 3] for this batch, but gave [32, 4]',
    );
    const summed = keep(autoencoder({ ...base, penalties: [wide()] }));
    await expect(fit(summed, data, run)).rejects.toThrow(
      'the penalty wide@1 gave the term "wide" with shape [8, 2]; give one number for each row',
    );
  });
});
