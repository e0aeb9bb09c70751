import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  Dataset,
  decodeSafetensors,
  earlyStopping,
  encodeSafetensors,
  fit,
  limitedMemoryBfgs,
  modelCheckpoint,
  RandomStream,
  reduceLearningRateOnPlateau,
  type SafeTensor,
} from '@autoencoder-zoo/core';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { variational } from '../recipes/variational.js';

const saved = new URL('../testing/saved/', import.meta.url);
const numbers = JSON.parse(readFileSync(new URL('numbers.json', saved), 'utf8')) as {
  adam: number[];
  lbfgs: number[];
};

const folder = mkdtempSync(join(tmpdir(), 'checkpoint-'));
const path = join(folder, 'run.safetensors');
afterAll(() => rmSync(folder, { recursive: true }));

const values = new RandomStream(5, 'd').uniform(new Float32Array(16 * 6));
const data = new Dataset({ name: 'd', values, shape: [6] });
const make = () => variational({ input: [6], hidden: [5], latentDim: 2 });

/** The run of the saved checkpoint, which stands after two of its four epochs. */
const options = () => ({
  epochs: 4,
  batchSize: 8,
  validation: data,
  checkpoint: { path },
  callbacks: [
    earlyStopping({ patience: 3 }),
    modelCheckpoint({ folder: join(folder, 'best') }),
    reduceLearningRateOnPlateau({ patience: 1, minDelta: 10 }),
  ],
});
const fullBatch = {
  epochs: 4,
  optimiser: limitedMemoryBfgs({ history: 2 }),
  checkpoint: { path },
};

const runs = {
  adam: () => fit(make(), data, { ...options(), resume: true }),
  lbfgs: () => fit(make(), data, { ...fullBatch, resume: true }),
};

const take = (name: keyof typeof runs) => copyFileSync(new URL(`${name}.safetensors`, saved), path);

describe('a checkpoint of an earlier release', () => {
  it.each(['adam', 'lbfgs'] as const)('goes on to the same losses (%s)', async (name) => {
    take(name);
    const { training } = await runs[name]();
    expect(training['loss']).toEqual(
      numbers[name].map((loss) => expect.closeTo(loss, 5) as number),
    );
  });
});

it('goes on from a checkpoint without names of columns on data that have some', async () => {
  take('adam');
  const named = new Dataset({ name: 'd', values, shape: [6], columns: 'a b c d e f'.split(' ') });
  const history = await fit(make(), named, { ...options(), resume: true });
  take('adam');
  expect(history).toEqual(await runs.adam());
});

type Json = Record<string, never>;

/** Sets what stands at a path of JSON. */
function set(json: Json, place: string, value: unknown): void {
  const keys = place.split('.');
  const last = keys.pop()!;
  const owner = keys.reduce((found, key) => found[key], json) as Record<string, unknown>;
  if (value === undefined) Reflect.deleteProperty(owner, last);
  else owner[last] = value;
}

/** Changes the checkpoint at `path`. */
function change(how: (tensors: Map<string, SafeTensor>, header: Json) => void, spare = {}): void {
  const { tensors, metadata } = decodeSafetensors(readFileSync(path), path);
  const header = JSON.parse(metadata['autoencoder-zoo']) as Json;
  how(tensors, header);
  writeFileSync(
    path,
    encodeSafetensors(tensors, {
      ...metadata,
      'autoencoder-zoo': JSON.stringify(header),
      ...spare,
    }),
  );
}

async function expectRefusal(name: keyof typeof runs, message: string): Promise<void> {
  const before = readFileSync(path);
  const resumed = runs[name]();
  await expect(resumed).rejects.toThrow(`could not resume from ${path}: `);
  await expect(resumed).rejects.toThrow(message);
  expect(readFileSync(path).equals(before)).toBe(true);
}

describe('a checkpoint that no run can have written', () => {
  beforeEach(() => take('adam'));

  it.each<[string, unknown, string]>([
    ['version', 3, 'or one of version 3'],
    ['colour', 1, 'unknown field "colour"'],
    ['step', 5, 'field "step" must be 4 after 2 epochs and 0 batches, but is 5'],
    ['step', -4, 'field "step"'],
    ['step', 4.5, 'field "step"'],
    ['epoch', 1, 'field "step" must be 2 after 1 epochs'],
    ['epoch', -2, 'field "epoch"'],
    ['batch', 3, 'field "batch" is 3, but an epoch has 2 batches'],
    ['batch', undefined, 'field "batch"'],
    ['sums.samples', 8, 'field "sums.samples" must be 0 in 0 batches'],
    ['sums.sums.loss', 8, 'the terms of the loss must be []'],
    ['history.training.loss', [1], 'field "history.training.loss.length" must be 2 after 2 epochs'],
    [
      'history.training.loss',
      undefined,
      'the terms of the loss must be ["reconstruction","kl","loss"]',
    ],
    ['history.training.loss.0', null, 'field "history.training.loss.0"'],
    ['history.validation.kl', [1, 2, 3], 'field "history.validation.kl.length" must be 2'],
    ['history.learningRate', [], 'field "history.learningRate.length" must be 2'],
    ['history.learningRate.1', -1, 'field "history.learningRate.1"'],
    ['learningRates', { '': -1 }, 'A learning rate must be a number of 0 or above, got -1'],
    ['learningRates', { other: 1 }, 'a learning rate of a group "other", which is not here'],
    ['identity.seed', 1, 'seed: 1 there, 0 here'],
    ['identity.seed', undefined, 'seed: not given there, 0 here'],
    ['identity.colour', 1, 'colour: 1 there, not given here'],
    ['spec.seed', 1, 'another model'],
    ['companions', [], 'written with 0 callbacks that have a state, but 3 are here'],
    ['companions.0.waited', -1, 'earlyStopping: field "waited"'],
    [
      'companions.0.waited',
      3,
      'earlyStopping: field "waited": Too big: expected number to be <=2, but got 3',
    ],
    ['companions.0.best', 'NaN', 'NaN is not the best of anything'],
    ['companions.0.best', null, 'earlyStopping: it has weights of a best epoch, but no best value'],
    ['companions.0.colour', 1, 'earlyStopping: unknown field "colour"'],
    ['companions.1', 'x', 'modelCheckpoint: '],
    ['companions.2', null, 'reduceLearningRateOnPlateau: '],
  ])('because of its %s, %j, is refused', async (place, value, message) => {
    change((_, header) => set(header, place, value));
    await expectRefusal('adam', message);
  });

  const kernel = 'weight:encoder/0/kernel';
  it.each<[string, (tensors: Map<string, SafeTensor>) => void, string]>([
    [
      'a missing weight',
      (t) => t.delete(kernel),
      '"encoder/0/kernel", of shape [6, 5], is missing',
    ],
    ['a weight too many', (t) => t.set('weight:x', t.get(kernel)!), 'the tensor "x" is no weight'],
    [
      'a transposed weight',
      (t) => t.set(kernel, { ...t.get(kernel)!, shape: [5, 6] }),
      '"encoder/0/kernel" must have the shape [6, 5], but has [5, 6]',
    ],
    [
      'a weight that is NaN',
      (t) => (t.get(kernel)!.data[3] = NaN),
      '"encoder/0/kernel" must be finite, but its value 3 is NaN',
    ],
    [
      'a missing slot',
      (t) => t.delete('slot:0/firstMoment'),
      "firstMoment of variable 'encoder/0/kernel' is missing",
    ],
    ['a slot too many', (t) => t.set('slot:99/x', t.get(kernel)!), '"99/x" is not known'],
    [
      'a transposed slot',
      (t) => t.set('slot:0/firstMoment', { ...t.get(kernel)!, shape: [5, 6] }),
      "firstMoment of variable 'encoder/0/kernel' has the shape [5, 6] and not [6, 5]",
    ],
    [
      'an infinite slot',
      (t) => (t.get('slot:0/secondMoment')!.data[2] = Infinity),
      "secondMoment of variable 'encoder/0/kernel' has the value Infinity at place 2",
    ],
    [
      'a slot of whole numbers',
      (t) => t.set('slot:1/firstMoment', { data: new Int32Array(5), shape: [5] }),
      "firstMoment of variable 'encoder/0/bias' is not float32",
    ],
    [
      'a tensor of nobody',
      (t) => t.set('x', t.get(kernel)!),
      'the tensor "x" has no place in a checkpoint',
    ],
    [
      'an array of no callback',
      (t) => t.set('callback:7/x', { data: new Float32Array(1), shape: [1] }),
      'the array "7/x" is of none of the 3 callbacks',
    ],
    [
      'a missing array of a callback',
      (t) => t.delete('callback:0/encoder/0/bias'),
      'earlyStopping: the weight "encoder/0/bias", of shape [5], is missing',
    ],
    [
      'an array of a callback in two axes',
      (t) => t.set('callback:0/encoder/0/bias', { data: new Float32Array(5), shape: [5, 1] }),
      'the array "0/encoder/0/bias" of a callback must be F32 and have one axis',
    ],
  ])('because of %s, is refused', async (_, how, message) => {
    change(how);
    await expectRefusal('adam', message);
  });

  it('because of its metadata is refused', async () => {
    change(() => undefined, { colour: 'red' });
    await expectRefusal('adam', 'its metadata has "colour"');
    change(() => undefined, { 'autoencoder-zoo': '{"version":1,"version":1}' });
    await expectRefusal('adam', '"version" stands twice');
    writeFileSync(path, encodeSafetensors(new Map()));
    await expectRefusal('adam', 'it is no checkpoint of a training run');
  });

  it('because it is further than the run is to go is refused', async () => {
    await expect(fit(make(), data, { ...options(), epochs: 1, resume: true })).rejects.toThrow(
      'it has made 4 steps, but this run ends after 2',
    );
  });

  it.each<[string, Record<string, SafeTensor> | undefined, object, string]>([
    ['is missing', undefined, {}, 'the slots of L-BFGS must be "lbfgs"'],
    ['says another iteration', {}, { iteration: 7 }, 'has made 7 iterations, but the run 2 steps'],
    ['has an unknown counter', {}, { colour: 7 }, 'lbfgs: unknown field "colour"'],
    [
      'has no point',
      { x: { data: new Float64Array(), shape: [0] } },
      {},
      '"gradient" must have the shape [0]',
    ],
    [
      'has fewer changes',
      { changes: { data: new Float64Array(110), shape: [1, 110] } },
      {},
      '"changes" must have the shape [2, 110]',
    ],
    [
      'has numbers of 32 bits',
      { gradient: { data: new Float32Array(110), shape: [110] } },
      {},
      '"gradient" must be F64 and finite',
    ],
    [
      'is NaN',
      { gradient: { data: new Float64Array(110).fill(NaN), shape: [110] } },
      {},
      '"gradient" must be F64 and finite',
    ],
  ])('because its state of L-BFGS %s is refused', async (_, replaced, counters, message) => {
    take('lbfgs');
    change((tensors) => {
      const slot = tensors.get('slot:lbfgs')!;
      tensors.delete('slot:lbfgs');
      if (!replaced) return;
      const inner = decodeSafetensors(slot.data as Uint8Array, 'lbfgs');
      for (const [name, tensor] of Object.entries(replaced)) inner.tensors.set(name, tensor);
      const lbfgs = { ...(JSON.parse(inner.metadata['lbfgs']) as object), ...counters };
      const bytes = encodeSafetensors(inner.tensors, { lbfgs: JSON.stringify(lbfgs) });
      tensors.set('slot:lbfgs', { data: bytes, shape: [bytes.length] });
    });
    await expectRefusal('lbfgs', message);
  });
});

describe('a checkpoint of this release', () => {
  it('is refused if any of its bytes was changed', async () => {
    await fit(make(), data, { ...options(), epochs: 2 });
    const written = readFileSync(path);
    const start = 8 + Number(written.readBigUInt64LE(0));
    // The last bit of numbers all over the file.
    for (let at = start; at < written.length; at += 404) {
      const changed = Uint8Array.from(written);
      changed[at] ^= 1;
      writeFileSync(path, changed);
      await expectRefusal('adam', 'their SHA-256 is another one');
    }
    writeFileSync(path, written);
    change((_, header) => set(header, 'companions.0.waited', 1));
    await expectRefusal('adam', 'their SHA-256 is another one');
    writeFileSync(path, written);
    await runs.adam();
  });

  it('has a digest', async () => {
    await fit(make(), data, { ...options(), epochs: 2 });
    const { tensors, metadata } = decodeSafetensors(readFileSync(path), path);
    const { sha256, ...others } = metadata;
    expect(sha256).toMatch(/^[0-9a-f]{64}$/);
    writeFileSync(path, encodeSafetensors(tensors, others));
    await expectRefusal('adam', 'its metadata has no "sha256"');
  });

  it('keeps numbers that JSON does not have', async () => {
    take('adam');
    change((_, header) => set(header, 'history.validation.kl', ['NaN', '-Infinity']));
    const { validation } = await runs.adam();
    expect(validation['kl'].slice(0, 2)).toEqual([NaN, -Infinity]);
    const { metadata } = decodeSafetensors(readFileSync(path), path);
    expect(metadata['autoencoder-zoo']).toContain('"kl":["NaN","-Infinity",');
  });
});
