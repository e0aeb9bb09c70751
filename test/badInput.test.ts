import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  Dataset,
  DataError,
  DivergenceError,
  earlyStopping,
  fit,
  importanceSampledLogLikelihood,
  OptionsError,
  RandomStream,
  startAtMean,
  reduceLearningRateOnPlateau,
  type Autoencoder,
  type FitOptions,
  type Samples,
} from '@autoencoder-zoo/core';
import { adam, stochasticGradientDescent } from '@autoencoder-zoo/engine';
import { load } from '@autoencoder-zoo/variants';
import { denseEncoder } from '@autoencoder-zoo/variants/encoders/dense';
import { denoising } from '@autoencoder-zoo/variants/denoising';
import { lstm } from '@autoencoder-zoo/variants/lstm';
import { underComplete } from '@autoencoder-zoo/variants/under-complete';
import { variational } from '@autoencoder-zoo/variants/variational';
import { describe, expect, onTestFinished, test, type TestContext } from 'vitest';
import { temporaryFolder } from './support/temporaryFolder.js';

const shape = [6] as const;
const data = random(40);
const options = { epochs: 2, batchSize: 16 };

function random(count: number, change?: (values: Float32Array) => void) {
  const values = new RandomStream(1, 'data').uniform(new Float32Array(count * 6));
  change?.(values);
  return new Dataset({ name: 'beats', values, shape });
}

const make = () => variational({ input: shape, hidden: [5], latentDim: 2 });
const weightsOf = ({ variables }: Pick<Autoencoder, 'variables'>) =>
  variables.map(({ variable }) => Array.from(variable.dataSync()));

/** What types already forbid, as it comes from JavaScript. */
const untyped = (value: unknown) => value as never;

describe('data', () => {
  test.each<[string, Samples, string]>([
    [
      'of another size',
      data.reshape([3, 2]),
      'expected samples of shape [6], but they have [3, 2]',
    ],
    ['that only needs another shape', data.reshape([2, 3]), 'use reshape([6])'],
    ['of too many axes', [[[1, 2, 3, 4, 5, 6]]], 'expected samples of shape [6]'],
    ['of too few axes', [1, 2, 3, 4, 5, 6], 'expected samples of shape [6]'],
    [
      'with a short row',
      [
        [1, 2, 3, 4, 5, 6],
        [1, 2, 3],
      ],
      '[1]: expected 6 values',
    ],
    ['of no kind', untyped('beats.csv'), 'expected samples, but got beats.csv'],
    ['of values without a shape', untyped(new Float32Array(12)), 'came without their shape'],
    ['with text', untyped([['1', 2, 3, 4, 5, 6]]), '[0][0]: expected a number, but got string'],
    ['without samples', [], 'give at least one'],
    [
      'that belies its shape',
      { data: new Float32Array(11), shape: [2, 6] },
      'shape [2, 6] stands for 12 values, but 11 came',
    ],
  ])('%s is refused everywhere', async (_, samples, message) => {
    const model = make() as unknown as Autoencoder;
    const calls = [
      fit(model, samples, options),
      fit(model, data, { ...options, validation: samples }),
      model.encode(samples),
      model.reconstruct(samples),
      model.evaluate(samples),
      model.corrupt(samples),
      model.drawCodes(samples),
    ];
    for (const { reason } of (await Promise.allSettled(calls)) as PromiseRejectedResult[]) {
      expect(reason).toBeInstanceOf(DataError);
      expect((reason as DataError).message).toContain(message);
    }
  });

  test.each([NaN, Infinity, -Infinity])('with %s is refused by sample and place', async (bad) => {
    const broken = random(40, (values) => (values[17 * 6 + 4] = bad));
    const message = `sample 17 holds ${bad} at position 4 of 6`;
    const model = make();
    const before = weightsOf(model);
    await expect(fit(model, broken, options)).rejects.toThrow(message);
    await expect(fit(model, data, { ...options, validation: broken })).rejects.toThrow(message);
    const uses = [
      model.encode(broken),
      model.drawCodes(broken),
      model.reconstruct(broken),
      model.corrupt(broken),
      model.evaluate(broken),
      model.interpolate(broken.slice(17, 18), data.slice(0, 1)),
      model.decode([
        [0, 1],
        [bad, 0],
      ]),
      importanceSampledLogLikelihood(model, broken, { draws: 2 }),
    ];
    for (const { reason } of (await Promise.allSettled(uses)) as PromiseRejectedResult[]) {
      expect(reason).toBeInstanceOf(DataError);
      expect((reason as DataError).message).toMatch(/sample \d+ holds (NaN|-?Infinity) at/);
    }
    expect(weightsOf(model)).toEqual(before);
  });

  test('of 1e39, which float32 does not hold, is refused', async () => {
    const row = (value: number) => [value, 0, 0, 0, 0, 0];
    const huge = Float64Array.from([row(1e39), row(2e39)].flat());
    const model = underComplete({ input: shape, hidden: [], latentDim: 2 });
    const scaled = underComplete({ input: shape, hidden: [], latentDim: 2, scaling: 'standard' });
    for (const samples of [[row(1e39), row(2e39)], { data: huge, shape: [2, 6] } as const]) {
      const message = 'holds 1e+39 at position 0 of 6, which is beyond what float32 holds';
      await expect(fit(model, samples, options)).rejects.toThrow(message);
      await expect(model.encode(samples)).rejects.toThrow(message);
      await expect(fit(scaled, samples, options)).rejects.toThrow(
        'training data: 1e+39 is too large: a scaling is computed in float32, for values up to 4.25e+37',
      );
      expect(scaled.isScaled).toBe(false);
    }
  });

  test('of rows in typed arrays is taken', async () => {
    const rows = [0, 1].map((row) => (data.values as Float32Array).slice(row * 6, row * 6 + 6));
    const model = make();
    expect([...(await model.encode(rows))]).toEqual([...(await model.encode(data.slice(0, 2)))]);
  });

  test('with other columns than those of the training is refused', async () => {
    const named = (columns: readonly string[]) =>
      new Dataset({ name: 'table', values: data.values, shape, columns });
    const model = make();
    await fit(model, named(['a', 'b', 'c', 'd', 'e', 'f']), options);
    const other = named(['a', 'c', 'b', 'd', 'e', 'f']);
    const message = 'table: column 1 is "c", but the model was trained with "b" there';
    await expect(model.encode(other)).rejects.toThrow(message);
    await expect(model.evaluate(other)).rejects.toThrow(message);
    await expect(fit(model, other, options)).rejects.toThrow(message);
    await model.encode(data);
    const loaded = await load(await model.files());
    await expect(loaded.encode(other)).rejects.toThrow(message);
  });

  test('beyond the range of its likelihood is refused', async () => {
    const broken = random(40, (values) => (values[3 * 6 + 1] = 1.5));
    await expect(fit(make(), broken, options)).rejects.toThrow(
      /sample 3 has 1.5 at position 1, but this likelihood is for values from 0 to 1/,
    );
  });

  test('with columns that do not vary trains under every scaling', async () => {
    const constant = random(40, (values) => {
      for (let row = 0; row < 40; row++) values.set([0, 7, 1e-30], row * 6);
    });
    for (const kind of ['centre', 'standard', 'minMax'] as const) {
      const model = underComplete({ input: shape, hidden: [5], latentDim: 2, scaling: kind });
      const { training } = await fit(model, constant, options);
      expect(training['loss'].every(Number.isFinite)).toBe(true);
      for (const values of weightsOf(model)) expect(values.every(Number.isFinite)).toBe(true);
      const outputs = await model.reconstruct(constant);
      expect(outputs.every(Number.isFinite)).toBe(true);
    }
  });

  test('held out beyond the range of its likelihood is refused', async () => {
    const model = variational({ input: shape, hidden: [5], latentDim: 2, scaling: 'minMax' });
    const outside = random(10, (values) => (values[0] = 1.2));
    await expect(fit(model, data, { ...options, validation: outside })).rejects.toThrow(
      /sample 0 has 1\.2\d* at position 0, but this likelihood is for values from 0 to 1/,
    );
    expect(model.isScaled).toBe(false);
  });
});

describe('options', () => {
  const model = make();
  const run = (changes: object) => fit(model, data, { ...options, ...changes });

  test.each<[string, () => unknown, string]>([
    ['a recipe', () => variational(untyped({ input: shape, latent: 2 })), '"latent"'],
    ['a recipe of sequences', () => lstm(untyped({ input: [5, 2], unit: 2 })), '"unit"'],
    ['a recipe with a corruption', () => denoising(untyped({ input: shape, noize: 2 })), '"noize"'],
    [
      'a scaling',
      () => variational({ input: shape, scaling: untyped({ kind: 'centre', by: 1 }) }),
      '"by"',
    ],
    ['a part', () => denseEncoder(untyped({ units: [5] })), '"units"'],
    ['training', () => run({ epoch: 3 }), '"epoch"'],
    ['a checkpoint', () => run({ checkpoint: { path: 'x', every: 3 } }), '"every"'],
    ['early stopping', () => earlyStopping(untyped({ patient: 3 })), '"patient"'],
    ['a plateau', () => reduceLearningRateOnPlateau(untyped({ rate: 3 })), '"rate"'],
    ['an optimiser', () => adam(untyped({ learning: 3 })), '"learning"'],
    ['encoding', () => model.encode(data, untyped({ batch: 3 })), '"batch"'],
    ['evaluation', () => model.evaluate(data, untyped({ corrupted: true })), '"corrupted"'],
  ])('%s refuses an unknown one and tells those that it has', async (_, act, name) => {
    const call = Promise.resolve().then(act);
    await expect(call).rejects.toThrow(name);
    await expect(call).rejects.toThrow(/known are|options are/);
  });

  test('the engine refuses an unknown one', async () => {
    const model = make();
    model.engine = untyped({ thread: 2 });
    await expect(model.encode(data)).rejects.toThrow('"thread"');
    await expect(fit(model, data, options)).rejects.toThrow('"thread"');
  });

  test.each<[string, object]>([
    ['no epochs', { epochs: 0 }],
    ['half a batch', { batchSize: 1.5 }],
    ['an endless batch', { batchSize: Infinity }],
    ['a negative seed', { seed: -1 }],
    ['a norm of nothing', { clipNorm: 0 }],
    ['an optimiser that is none', { optimiser: { name: 'adam' } }],
    ['a resume from nowhere', { resume: true }],
  ])('%s is refused', async (_, changes) => {
    await expect(run(changes)).rejects.toThrow(/option|resume|optimiser/i);
  });

  test('all mistakes are named at once', () => {
    expect(() => variational(untyped({ input: [0], latentDim: 'x', beta: -1 }))).toThrow(
      OptionsError,
    );
    expect(() => variational(untyped({ input: [0], latentDim: 'x', beta: -1 }))).toThrow(
      /input[^]*latentDim[^]*beta/,
    );
  });
});

test('a loss that is no number stops the run by step and term, and leaves the last good weights', async () => {
  const model = underComplete({ input: shape, hidden: [5], latentDim: 2 });
  const weights: number[][][] = [];
  const call = fit(model, data, {
    ...options,
    optimiser: stochasticGradientDescent({ learningRate: 1e30 }),
    callbacks: [{ onBatchEnd: () => void weights.push(weightsOf(model)) }],
  });
  const error = await call.then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(error).toBeInstanceOf(DivergenceError);
  const { message, step, term } = error as DivergenceError;
  expect(step).toBe(weights.length);
  expect(message).toContain(`the term "${term}" is no longer a finite number at step ${step}`);
  expect(message).toMatch(/The first value that is not finite is/);
  expect(weightsOf(model)).toEqual(weights.at(-1));
  expect(weights.at(-1)!.flat().every(Number.isFinite)).toBe(true);
});

describe('files', () => {
  const damages: Record<string, (bytes: Buffer) => Buffer> = {
    empty: () => Buffer.alloc(0),
    cut: (bytes) => bytes.subarray(0, bytes.length >> 1),
    'cut at its end': (bytes) => bytes.subarray(0, -3),
    'too long': (bytes) => Buffer.concat([bytes, Buffer.from('{}')]),
    garbled: (bytes) => Buffer.from(bytes.map((byte) => byte ^ 0xa5)),
  };

  test.each(
    ['model.json', 'weights.safetensors'].flatMap((file) =>
      Object.keys(damages).map((damage) => [file, damage] as const),
    ),
  )('a saved model whose %s is %s is refused by name', async (file, damage) => {
    const folder = join(temporaryFolder(), 'model');
    await make().save(folder);
    const path = join(folder, file);
    writeFileSync(path, damages[damage](readFileSync(path)));
    await expect(load(folder)).rejects.toThrow(file);
  });

  test.each(Object.keys(damages))('a checkpoint that is %s is refused by name', async (damage) => {
    const path = join(temporaryFolder(), 'run.safetensors');
    await fit(make(), data, { ...options, checkpoint: { path } });
    writeFileSync(path, damages[damage](readFileSync(path)));
    const model = make();
    const before = weightsOf(model);
    const resumed = fit(model, data, { ...options, epochs: 3, checkpoint: { path }, resume: true });
    await expect(resumed).rejects.toThrow(path);
    expect(weightsOf(model)).toEqual(before);
  });

  test.each<[string, (spec: Record<string, unknown>) => unknown, string]>([
    ['of another format', (spec) => ({ ...spec, format: 'keras' }), 'keras'],
    ['of a later version', (spec) => ({ ...spec, version: 2 }), 'version 2'],
    ['without an encoder', (spec) => ({ ...spec, encoder: undefined }), 'encoder'],
    ['with an unknown part', (spec) => ({ ...spec, code: { part: 'x@1', options: {} } }), 'x@1'],
    [
      'with a wrong option',
      (spec) => ({ ...spec, code: { part: 'gaussian@1', options: { dim: 0 } } }),
      'dim',
    ],
    [
      'that does not fit its weights',
      (spec) => ({ ...spec, code: { part: 'gaussian@1', options: { dim: 3 } } }),
      'code/',
    ],
    ['that is a list', () => [], 'model.json'],
  ])('a model.json %s is refused, and why is said', async (_, change, message) => {
    const folder = join(temporaryFolder(), 'model');
    await make().save(folder);
    const path = join(folder, 'model.json');
    const spec = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
    writeFileSync(path, JSON.stringify(change(spec)));
    await expect(load(folder)).rejects.toThrow(folder);
    await expect(load(folder)).rejects.toThrow(message);
  });

  test('a folder that is none, is missing or lacks a file is refused by name', async () => {
    const folder = temporaryFolder();
    await expect(load(join(folder, 'missing'))).rejects.toThrow(/missing: there is no such folder/);
    writeFileSync(join(folder, 'file'), '');
    await expect(load(join(folder, 'file'))).rejects.toThrow(/file/);
    mkdirSync(join(folder, 'empty'));
    await expect(load(join(folder, 'empty'))).rejects.toThrow(/model\.json/);
  });
});

describe('a full disk', () => {
  test('leaves the saved model as it was', async (context) => {
    const folder = join(smallDisk(context), 'model');
    const small = make();
    await small.save(folder);
    const before = filesOf(folder);
    const big = variational({ input: [200], hidden: [500], latentDim: 2 });
    await expect(big.save(folder)).rejects.toThrow(/the disk is full/);
    expect(filesOf(folder)).toEqual(before);
    expect(readdirSync(join(folder, '..'))).toEqual(['model']);
    expect(weightsOf(await load(folder))).toEqual(weightsOf(small));
  });

  test('leaves the last checkpoint as it was', async (context) => {
    const folder = smallDisk(context);
    const path = join(folder, 'run.safetensors');
    const run = (changes: FitOptions<readonly [6]>) =>
      fit(make(), data, { ...options, checkpoint: { path }, ...changes });
    await run({ epochs: 1 });
    const before = readFileSync(path);
    fill(folder);
    await expect(run({ epochs: 3, resume: true })).rejects.toThrow(
      /run\.safetensors: the disk is full/,
    );
    expect(readFileSync(path).equals(before)).toBe(true);
    expect(readdirSync(folder).toSorted()).toEqual(['ballast', 'run.safetensors']);
  });
});

/** A disk of its own with 1 MiB. Where mounting is not allowed the test is skipped, and says so. */
function smallDisk(context: TestContext): string {
  const folder = temporaryFolder();
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder], { stdio: 'pipe' });
  } catch {
    context.skip('a full disk was not tested: mounting a small one needs Linux and root');
  }
  onTestFinished(() => {
    execFileSync('umount', [folder]);
  });
  return folder;
}

/** Takes all that is left of a disk. */
function fill(folder: string): void {
  for (let size = 2 ** 20; size >= 1024; size /= 2) {
    try {
      writeFileSync(join(folder, 'ballast'), Buffer.alloc(size), { flag: 'a' });
    } catch {
      // Half as much may fit.
    }
  }
}

const filesOf = (folder: string) =>
  Object.fromEntries(
    readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'base64')]),
  );

describe('a model that was disposed', () => {
  test.each<[string, (model: Autoencoder<typeof shape>) => Promise<unknown>]>([
    ['fit', (model) => fit(model, data, options)],
    ['encode', (model) => model.encode(data)],
    ['drawCodes', (model) => model.drawCodes(data)],
    ['decode', (model) => model.decode([[0, 0]] as never)],
    ['reconstruct', (model) => model.reconstruct(data)],
    ['corrupt', (model) => model.corrupt(data)],
    ['sample', (model) => model.sample(2)],
    ['interpolate', (model) => model.interpolate(data.slice(0, 1), data.slice(1, 2))],
    ['evaluate', (model) => model.evaluate(data)],
    ['files', (model) => model.files()],
    ['save', (model) => model.save('never')],
    ['likelihood', (model) => importanceSampledLogLikelihood(model, data)],
  ])('refuses %s', async (_, use) => {
    const model = make() as unknown as Autoencoder<typeof shape>;
    await model.encode(data);
    model.dispose();
    model.dispose();
    await expect(use(model)).rejects.toThrow('this model was disposed; load or make it anew');
  });

  test('gives what had begun', async () => {
    const model = make();
    const expected = [...(await model.encode(data, { batchSize: 4 }))];
    const begun = [model.encode(data, { batchSize: 4 }), model.encode(data, { batchSize: 4 })];
    model.dispose();
    for (const codes of await Promise.all(begun)) expect([...codes]).toEqual(expected);
    expect(model.variables.every(({ variable }) => variable.isDisposed)).toBe(true);
  });

  test.each<[string, (model: ReturnType<typeof make>) => void]>([
    ['startAtMean', (model) => startAtMean(model, data)],
    ['setScaling', (model) => model.setScaling({ kind: 'none', offset: [0], factor: [1] })],
  ])('and one that is being trained refuses %s', async (call, change) => {
    const model = make();
    const callbacks = [{ onBatchEnd: () => change(model) }];
    await expect(fit(model, data, { ...options, callbacks })).rejects.toThrow(
      `${call}: this model is being trained`,
    );
  });

  test('is not one that is being trained', async () => {
    const model = make();
    const training = fit(model, data, {
      ...options,
      callbacks: [{ onBatchEnd: () => model.dispose() }],
    });
    await expect(training).rejects.toThrow(
      'dispose: this model is being trained; wait for that training',
    );
    model.dispose();
  });
});

test('encoding goes on while a first training sets the scaling', async () => {
  const model = variational({ input: shape, hidden: [5], latentDim: 2, scaling: 'minMax' });
  const before = [...(await model.encode(data, { batchSize: 1 }))];
  const [codes] = await Promise.all([
    model.encode(data, { batchSize: 1 }),
    fit(model, data, { ...options, epochs: 1 }),
  ]);
  expect(codes).toHaveLength(before.length);
  expect(codes.every(Number.isFinite)).toBe(true);
});
