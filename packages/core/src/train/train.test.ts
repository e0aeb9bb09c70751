import { adam, stochasticGradientDescent, type EngineOptions } from '@autoencoder-zoo/engine';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Dataset } from '../data/dataset.js';
import { autoencoder } from '../model/makeAutoencoder.js';
import type { Encoder } from '../parts/kinds.js';
import { definePart } from '../parts/part.js';
import { OptionsError } from '../parts/options.js';
import { anneal } from '../parts/number.js';
import {
  identity,
  linearDecoder,
  noisyCode,
  samples,
  severalDraws,
  squares,
  summing,
  tiny,
} from '../testing/tiny.js';
import { earlyStopping } from './callbacks/earlyStopping.js';
import type { TrainEvent } from './events.js';
import { fit } from './fit.js';
import { limitedMemoryBfgs } from './methods/limitedMemoryBfgs.js';
import { train, type LoopOptions } from './train.js';

const data = samples(20);

async function eventsOf(options: LoopOptions<readonly [4]>, model = tiny()) {
  const events: TrainEvent[] = [];
  for await (const event of train(model, data, options)) events.push(event);
  return events;
}

describe('train', () => {
  it('tells start, batches and epochs, and ends with the history', async () => {
    const events = await eventsOf({ epochs: 2, batchSize: 8 });
    expect(events.map(({ kind }) => kind)).toEqual([
      'start',
      ...['batch', 'batch', 'batch', 'epoch'],
      ...['batch', 'batch', 'batch', 'epoch'],
      'end',
    ]);
    expect(events[0]).toMatchObject({ epoch: 0, step: 0, epochs: 2, stepsPerEpoch: 3, steps: 6 });
    // Into another thread go clones, which cannot steer.
    expect(structuredClone(events[0])).not.toHaveProperty('control');
    expect(events[0]).toHaveProperty('control.learningRate', 0.001);
    expect(events.at(-1)).toMatchObject({ reason: 'finished', epoch: 2, step: 6 });
  });

  it('averages an epoch over samples, so that the short last batch counts less', async () => {
    const events = await eventsOf({ epochs: 1, batchSize: 8 });
    const losses = events.flatMap((event) => (event.kind === 'batch' ? [event.terms['loss']] : []));
    const epoch = events.find((event) => event.kind === 'epoch')!;
    const expected = (8 * losses[0] + 8 * losses[1] + 4 * losses[2]) / 20;
    expect(epoch.terms['loss']).toBeCloseTo(expected, 6);
  });

  it('reports terms without their weight and adds them up with it', async () => {
    const [, batch] = await eventsOf({ epochs: 1 }, tiny({ beta: 0.25 }));
    const { loss, reconstruction, size } = (batch as { terms: Record<string, number> }).terms;
    expect(loss).toBeCloseTo(reconstruction + 0.25 * size, 5);
  });

  it('trains only the parts that it is told to', async () => {
    const trainedBy = async (only?: string[]) => {
      const model = tiny();
      const values = () => model.variables.map(({ variable }) => Array.from(variable.dataSync()));
      const before = values();
      await eventsOf({ epochs: 1, ...(only && { only }) }, model);
      const after = values();
      return model.variables.filter((_, i) => String(before[i]) !== String(after[i]));
    };
    const names = async (only?: string[]) => (await trainedBy(only)).map(({ name }) => name);
    expect(await names()).toEqual(['code/kernel', 'decoder/kernel']);
    expect(await names(['decoder'])).toEqual(['decoder/kernel']);
    expect(await names(['code/kernel'])).toEqual(['code/kernel']);
    await expect(names(['dec'])).rejects.toThrow('no variable is called "dec"');
  });

  it('moves a weight along its schedule while it trains', async () => {
    const events = await eventsOf(
      { epochs: 4, batchSize: 10 },
      tiny({ beta: anneal(1, { epochs: 2 }) }),
    );
    const weights = events.flatMap((event) => {
      if (event.kind !== 'batch') return [];
      const { loss, reconstruction, size } = event.terms;
      return [(loss - reconstruction) / size];
    });
    [0, 0.25, 0.5, 0.75, 1, 1, 1, 1].forEach((expected, i) =>
      expect(weights[i]).toBeCloseTo(expected, 4),
    );
  });

  it('counts steps where epochs are not given', async () => {
    const events = await eventsOf({ steps: 31, batchSize: 8 });
    expect(events.at(-1)).toMatchObject({ step: 31, epoch: 10, reason: 'finished' });
  });

  it('visits every sample once in an epoch, in another order each time', async () => {
    const seen: number[][] = [];
    const values = Float32Array.from({ length: 12 }, (_, i) => 2 ** i);
    const powers = new Dataset({ name: 'powers', values, shape: [1] });
    const model = autoencoder({
      input: [1],
      encoder: identity(),
      code: noisyCode({ dim: 1, beta: 0 }),
      decoder: linearDecoder(),
      likelihood: squares(),
    });
    const read = powers.read.bind(powers);
    powers.read = (indices: ArrayLike<number>, target: Float32Array | Float64Array) => {
      if (indices.length === 12) seen.push(Array.from(indices));
      read(indices, target);
    };
    await fit(model, powers, { epochs: 2, batchSize: 12 });
    const sorted = Array.from({ length: 12 }, (_, i) => i);
    expect(seen).toHaveLength(2);
    for (const order of seen) expect(order.toSorted((a, b) => a - b)).toEqual(sorted);
    expect(seen[0]).not.toEqual(seen[1]);
    expect(seen[0]).not.toEqual(sorted);
    seen.length = 0;
    await fit(model, powers, { epochs: 1, batchSize: 12, shuffle: false });
    expect(seen).toEqual([sorted]);
  });

  it('measures on validation data without learning from it', async () => {
    const [with_, without] = [tiny(), tiny()];
    const validation = samples(9, 8);
    const history = await fit(with_, data, { epochs: 3, validation });
    await fit(without, data, { epochs: 3 });
    expect(history.validation['loss']).toHaveLength(3);
    const measured = await with_.evaluate(validation);
    expect(history.validation['loss'][2]).toBeCloseTo(measured['loss'], 6);
    with_.variables.forEach(({ variable }, i) =>
      expect(Array.from(variable.dataSync())).toEqual(
        Array.from(without.variables[i].variable.dataSync()),
      ),
    );
  });

  it('stops at once when its signal is aborted', async () => {
    const controller = new AbortController();
    let steps = 0;
    const history = fit(tiny(), data, {
      epochs: 5,
      batchSize: 4,
      signal: controller.signal,
      callbacks: [
        {
          onBatchEnd: () => {
            if (++steps === 7) controller.abort();
          },
          onTrainEnd: (event) => expect(event).toMatchObject({ reason: 'aborted', step: 7 }),
        },
      ],
    });
    expect((await history).training['loss']).toHaveLength(1);
    expect(steps).toBe(7);
  });

  it('keeps the last good weights when the loss diverges, and names where', async () => {
    const model = tiny();
    const run = fit(model, data, {
      epochs: 50,
      optimiser: stochasticGradientDescent({ learningRate: 1e20 }),
    });
    await expect(run).rejects.toThrow(/the term ".*" is no longer a finite number at step \d+/);
    await expect(run).rejects.toThrow(/first value that is not finite/);
    for (const { variable } of model.variables) {
      expect(Array.from(variable.dataSync()).every(Number.isFinite)).toBe(true);
    }
  });

  it('refuses to give back, or to keep, weights that the last update lost', async () => {
    const model = tiny();
    const optimiser = stochasticGradientDescent({ learningRate: 1e38 });
    const run = fit(model, data, { steps: 1, optimiser: { ...optimiser, learningRate: 3e38 } });
    await expect(run).rejects.toThrow(
      /the weight "(code|decoder)\/kernel" is no longer a finite number at step 1\. .* The weights are lost/,
    );
  });

  it.each([
    { callbacks: [null] },
    { callbacks: {} },
    { optimiser: null },
    { optimiser: { name: 'lion@1' } },
    { optimiser: { name: 'adam@1', beta1: 1 } },
    { validation: null },
    { resume: true },
    { only: ['encodr'] },
    { callbacks: [earlyStopping()] },
    { callbacks: [earlyStopping({ monitor: 'los' })] },
  ])('refuses %j by an OptionsError', async (options) => {
    await expect(fit(tiny(), data, options as object)).rejects.toThrow(OptionsError);
  });

  it.each([{ engine: 'fast' }, { thread: 2 }, { engine: 'eager', provider: 'cuda' }])(
    'refuses the engine %j by an OptionsError',
    async (engine) => {
      const model = tiny();
      model.engine = engine as EngineOptions;
      await expect(fit(model, data)).rejects.toThrow(OptionsError);
      await expect(model.encode(data)).rejects.toThrow(OptionsError);
    },
  );

  it('refuses NaN and values that a likelihood is not for, naming sample and position', async () => {
    const bad = Float32Array.from(data.values as Float32Array);
    bad[4 * 3 + 2] = NaN;
    const withNaN = new Dataset({ name: 'mine', values: bad, shape: [4] });
    await expect(fit(tiny(), withNaN)).rejects.toThrow('mine: sample 3 holds NaN at position 2');
    const unit = autoencoder({
      input: [4],
      encoder: identity(),
      code: noisyCode({ dim: 2 }),
      decoder: linearDecoder(),
      likelihood: squares({ unit: true }),
      scaling: 'none',
    });
    await expect(fit(unit, data)).rejects.toThrow(/this likelihood is for values from 0 to 1; use/);
    const bytes = (scale: number) =>
      new Dataset({ name: 'bytes', values: Uint8Array.of(0, 255, 1, 9), shape: [4], scale });
    await expect(fit(unit, bytes(1 / 128))).rejects.toThrow('sample 0 has 1.9921875 at position 1');
    await expect(fit(unit, bytes(1 / 255), { epochs: 1 })).resolves.toBeDefined();
    await expect(fit(unit, bytes(-1 / 255))).rejects.toThrow('sample 0 has -1 at position 1');
  });

  it('refuses validation data that a likelihood is not for', async () => {
    const unit = autoencoder({
      input: [4],
      encoder: identity(),
      code: noisyCode({ dim: 2 }),
      decoder: linearDecoder(),
      likelihood: squares({ unit: true }),
    });
    const within = new Dataset({ name: 'within', values: new Float32Array(8), shape: [4] });
    const beyond = new Dataset({
      name: 'beyond',
      values: Float32Array.of(0, 0, 1.2, 0),
      shape: [4],
    });
    await expect(fit(unit, within, { epochs: 1, validation: beyond })).rejects.toThrow(
      'beyond: sample 0 has 1.2000000476837158 at position 2, but this likelihood is for values from 0 to 1',
    );
  });

  it('leaves the padding out of the range that a likelihood is for', async () => {
    const padded = autoencoder({
      input: [2, 1],
      encoder: summing(),
      code: noisyCode({ dim: 1 }),
      decoder: linearDecoder(),
      likelihood: squares({ unit: true }),
      scaling: 'minMax',
    });
    const values = Float32Array.of(5, 0, 4, 6);
    const sequences = new Dataset({
      name: 's',
      values,
      shape: [2, 1],
      lengths: Int32Array.of(1, 2),
    });
    await fit(padded, sequences, { epochs: 1 });
    expect(padded.scaling.offset).toEqual([4]);
  });

  it('has a history of a run that is shorter than an epoch', async () => {
    const events = await eventsOf({ steps: 2, batchSize: 8 });
    const losses = events.flatMap((event) => (event.kind === 'batch' ? [event.terms['loss']] : []));
    const validation = samples(5, 9);
    const history = await fit(tiny(), data, { steps: 2, batchSize: 8, validation });
    expect(history.training['loss']).toHaveLength(1);
    expect(history.training['loss'][0]).toBeCloseTo((losses[0] + losses[1]) / 2, 6);
    expect(history.validation['loss']).toHaveLength(1);
    expect(history.learningRate).toEqual([0.001]);
  });

  it('refuses a second training of a model, which leaves the first as it is', async () => {
    const [alone, shared] = [tiny(), tiny()];
    const expected = await fit(alone, data, { epochs: 5, batchSize: 8 });
    const [first, second] = await Promise.allSettled([
      fit(shared, data, { epochs: 5, batchSize: 8 }),
      fit(shared, samples(20, 7), { epochs: 5, batchSize: 8 }),
    ]);
    expect(second).toMatchObject({ status: 'rejected' });
    expect((second as PromiseRejectedResult).reason).toMatchObject({
      message: expect.stringContaining('this model is being trained') as string,
    });
    expect(first).toEqual({ status: 'fulfilled', value: expected });
    expect(await shared.evaluate(data)).toEqual(await alone.evaluate(data));
    await fit(shared, data, { epochs: 1 });
  });

  it.each<[string, object]>([
    ['for its options', { only: ['nobody'] }],
    ['for its data', { validation: { data: Float32Array.of(NaN, 0, 0, 0), shape: [1, 4] } }],
    ['for its batches', { optimiser: limitedMemoryBfgs(), clipNorm: 1 }],
  ])('leaves a model as it was when it is refused %s', async (_, options) => {
    const model = tiny({ scaling: 'standard' });
    const columns = ['a', 'b', 'c', 'd'];
    const named = new Dataset({ name: 'named', values: data.values, shape: [4], columns });
    const before = model.spec;
    await expect(fit(model, named, { epochs: 1, ...options })).rejects.toThrow();
    expect(model.spec).toEqual(before);
    expect(model.isScaled).toBe(false);
    const history = await fit(model, data, { epochs: 1 });
    expect(history.training).toEqual(
      (await fit(tiny({ scaling: 'standard' }), data, { epochs: 1 })).training,
    );
  });

  it('refuses options that it does not know', async () => {
    const misspelt = { epoch: 3 } as object;
    await expect(fit(tiny(), data, misspelt)).rejects.toThrow('unknown option "epoch"; known are');
    await expect(fit(tiny(), data, { epochs: 0 })).rejects.toThrow('option "epochs"');
  });

  it('does not look at the padding of short sequences', async () => {
    const make = () =>
      autoencoder({
        input: [3, 2],
        encoder: summing(),
        code: noisyCode({ dim: 2 }),
        decoder: linearDecoder(),
        likelihood: squares(),
      });
    const sequences = (padding: number) => {
      const values = Float32Array.from({ length: 36 }, (_, i) => Math.sin(i));
      const lengths = Int32Array.from([1, 2, 3, 1, 2, 3]);
      lengths.forEach((length, row) => values.fill(padding, row * 6 + length * 2, row * 6 + 6));
      return new Dataset({ name: 'sequences', values, shape: [3, 2], lengths });
    };
    const [zeros, sevens, holes] = [make(), make(), make()];
    const first = await fit(zeros, sequences(0), { epochs: 3, optimiser: adam() });
    const second = await fit(sevens, sequences(7), { epochs: 3, optimiser: adam() });
    expect(second).toEqual(first);
    for (const hole of [NaN, 1e38]) {
      expect(await holes.evaluate(sequences(hole))).toEqual(await make().evaluate(sequences(0)));
    }
    expect(await fit(holes, sequences(NaN), { epochs: 3, optimiser: adam() })).toEqual(first);
    expect(await sevens.evaluate(sequences(7))).toEqual(await zeros.evaluate(sequences(0)));
    expect(Array.from(await sevens.encode(sequences(7)))).toEqual(
      Array.from(await zeros.encode(sequences(0))),
    );
  });

  it('draws several codes of each sample where the objective asks for them', async () => {
    const make = (draws: number) =>
      autoencoder({
        input: [4],
        encoder: identity(),
        code: noisyCode({ dim: 2 }),
        decoder: linearDecoder(),
        likelihood: squares(),
        objective: severalDraws({ draws }),
      });
    const bounds = [];
    for (const draws of [1, 8, 64])
      bounds.push((await make(draws).evaluate(samples(500)))['bound']);
    expect(bounds[1]).toBeLessThan(bounds[0]);
    expect(bounds[2]).toBeLessThan(bounds[1]);
    const optimiser = adam({ learningRate: 0.05 });
    const history = await fit(make(8), samples(200), { epochs: 20, optimiser });
    expect(history.training['bound'].at(-1)).toBeLessThan(history.training['bound'][0]);
  });
});

describe('messages name weights by their path in the model:', () => {
  /** A code with a weight that its loss does not depend on. */
  const idle = definePart({
    kind: 'encoder',
    name: 'idle@1',
    options: z.strictObject({}),
    build(_, context) {
      context.variable('idle', [2], 'zeros');
      return { independent: true, shape: context.shapes.input, encode: (x) => x };
    },
  });
  const make = (encoder: Encoder = identity()) =>
    autoencoder({
      input: [4],
      encoder,
      code: noisyCode({ dim: 2 }),
      decoder: linearDecoder(),
      likelihood: squares(),
    });

  it('one that the loss does not depend on', async () => {
    await expect(fit(make(idle()), data, { epochs: 1 })).rejects.toThrow(
      "The loss does not depend on variable 'encoder/idle' (shape [2])",
    );
  });

  it.each([{}, { engine: 'eager' as const }])('one that is not finite: %j', async (engine) => {
    const model = make();
    model.engine = engine;
    const { variable } = model.variables[1];
    variable.assign(tf.fill(variable.shape, NaN));
    await expect(fit(model, data, { epochs: 1 })).rejects.toThrow(
      "at place 0 of the variable 'decoder/kernel' (shape [2, 4])",
    );
  });
});
