import { readFileSync } from 'node:fs';
import { decodeSafetensors, encodeSafetensors, Dataset, RandomStream } from '@autoencoder-zoo/core';
import * as tf from '@tensorflow/tfjs-core';
import { afterEach, describe, expect, it } from 'vitest';
import { load, loadClassifier } from '../load.js';

const saved = new URL('../testing/saved/', import.meta.url);
const numbers = JSON.parse(readFileSync(new URL('numbers.json', saved), 'utf8')) as Record<
  string,
  { codes: number[]; outputs: number[] }
>;

// A type and not an interface, so that it is a record as well.
type Files = { 'model.json': string; 'weights.safetensors': Uint8Array };

function filesOf(name: string): Files {
  const read = (file: string) => readFileSync(new URL(`${name}/${file}`, saved));
  return {
    'model.json': read('model.json').toString(),
    'weights.safetensors': read('weights.safetensors'),
  };
}

function samples(shape: number[], lengths?: number[]) {
  const size = shape.reduce((product, dimension) => product * dimension);
  const values = new RandomStream(5, 'd').uniform(new Float32Array(2 * size));
  return new Dataset({
    name: 'd',
    values,
    shape,
    ...(lengths && { lengths: Int32Array.from(lengths) }),
  });
}

describe('models saved by an earlier release', () => {
  it.each(['variational', 'sparse', 'lstm', 'layers'])('%s gives its numbers', async (name) => {
    const model = await load(filesOf(name));
    const data = name === 'lstm' ? samples([4, 2], [1, 2]) : samples([6]);
    expect([...(await model.encode(data))]).toEqual(closeTo(numbers[name].codes));
    expect([...(await model.reconstruct(data))]).toEqual(closeTo(numbers[name].outputs));
    expect(model.spec).toEqual(JSON.parse(filesOf(name)['model.json']));
    const again = decodeSafetensors((await model.files())['weights.safetensors'], 'again');
    expect(again).toEqual(decodeSafetensors(filesOf(name)['weights.safetensors'], 'saved'));
    model.dispose();
  });

  it('a classifier gives its numbers', async () => {
    const model = await loadClassifier(filesOf('classifier'));
    const data = samples([6]);
    expect([...(await model.encode(data))]).toEqual(closeTo(numbers['classifier'].codes));
    expect([...(await model.predict(data))]).toEqual(closeTo(numbers['classifier'].outputs));
    model.dispose();
  });
});

const closeTo = (values: readonly number[]): number[] =>
  values.map((value) => expect.closeTo(value, 5) as number);

type Json = Record<string, never>;

/** Loads a saved model after a change of its `model.json`. */
function loadChanged(name: string, change: (spec: Json) => void) {
  const files = filesOf(name);
  const spec = JSON.parse(files['model.json']) as Json;
  change(spec);
  return load({ ...files, 'model.json': JSON.stringify(spec) });
}

/** Sets what stands at a path of JSON. */
const at = (path: string, value: unknown) => (spec: Json) => {
  const keys = path.split('.');
  const last = keys.pop()!;
  (keys.reduce((json, key) => json[key], spec) as Record<string, unknown>)[last] = value;
};

describe('a model.json that asks for more than the weights file holds', () => {
  let before = 0;
  afterEach(() => expect(tf.memory().numBytes).toBe(before));

  it.each<[string, string, string, unknown, string]>([
    [
      'an input',
      'variational',
      'input',
      [1e9],
      'must have the shape [1000000000, 5], but has [6, 5]',
    ],
    ['an input that overflows', 'variational', 'input', [2 ** 53 - 1, 2 ** 53 - 1], 'Too big'],
    [
      'wide layers',
      'variational',
      'encoder.options.hidden',
      [4e4, 4e4],
      '[6, 40000], but has [6, 5]',
    ],
    [
      'many layers',
      'variational',
      'encoder.options.hidden',
      Array(1e5).fill(5),
      '"encoder/1/kernel", of shape [5, 5], is missing',
    ],
    [
      'recurrent layers',
      'lstm',
      'encoder.options.layers',
      1e8,
      '"encoder/1/forwards/kernel", of shape [6, 12], is missing',
    ],
    [
      'units of a TF.js layer',
      'layers',
      'encoder.options.topology.config.layers.0.config.units',
      1e9,
      'the saved weights, 130 numbers in all, are too few',
    ],
    [
      'an input of a TF.js layer',
      'layers',
      'encoder.options.topology.config.layers.0.config.batch_input_shape',
      [null, 1e15],
      'are too few',
    ],
  ])('by %s is refused at once', async (_, name, path, value, message) => {
    before = tf.memory().numBytes;
    const start = performance.now();
    await expect(loadChanged(name, at(path, value))).rejects.toThrow(message);
    expect(performance.now() - start).toBeLessThan(2000);
  });
});

describe('a model.json that is wrong', () => {
  const layer = 'encoder.options.topology.config.layers';
  it.each<[string, string, string, unknown, string]>([
    ['a seed that is too large', 'sparse', 'seed', 2 ** 60, 'field "seed"'],
    ['an unknown field', 'sparse', 'colour', 1, 'unknown field "colour"'],
    [
      'an unknown field of a part',
      'sparse',
      'encoder.colour',
      1,
      'unknown field "colour" in "encoder"',
    ],
    [
      'an unknown option of a part',
      'sparse',
      'encoder.options.colour',
      1,
      'dense@1: unknown option',
    ],
    [
      'an offset too few',
      'sparse',
      'fittedScaling.offset',
      [0, 0, 0, 0, 0],
      'fittedScaling.offset has 5 numbers, but samples of shape [6] need 6',
    ],
    [
      'no offset',
      'sparse',
      'fittedScaling',
      { kind: 'minMax', offset: [], factor: [] },
      'offset has 0 numbers',
    ],
    ['one factor', 'sparse', 'fittedScaling.factor', [1], 'fittedScaling.factor has 1 numbers'],
    [
      'a factor of 0',
      'sparse',
      'fittedScaling.factor.3',
      0,
      'fittedScaling.factor.3 is 0, but must be finite and above 0 in float32',
    ],
    [
      'a factor that no float32 holds',
      'sparse',
      'fittedScaling.factor.3',
      1e308,
      'fittedScaling.factor.3 is 1e+308, but must be finite and above 0 in float32',
    ],
    [
      'a factor that is no number',
      'sparse',
      'fittedScaling.factor.3',
      null,
      'fittedScaling.factor.3',
    ],
    [
      'another kind of scaling',
      'sparse',
      'fittedScaling.kind',
      'standard',
      'is "standard", but the model\'s scaling is "minMax"',
    ],
    [
      'groups of another kind',
      'lstm',
      'scaling.per',
      'feature',
      'offset has 2 numbers, but samples of shape [4, 2] need 8',
    ],
    ['an offset without a scaling', 'variational', 'fittedScaling.offset', [3], 'of kind "none"'],
    ['a topology that is none', 'layers', 'encoder.options.topology', [], 'option "topology"'],
    [
      'an unknown class of layer',
      'layers',
      `${layer}.0.class_name`,
      'Explosion',
      'Unknown layer: Explosion',
    ],
    [
      'what a layer does not know',
      'layers',
      `${layer}.0.config.colour`,
      1,
      'topology.config.layers.0.config.colour is 1, but TensorFlow.js takes it as nothing',
    ],
  ])('by %s is refused by name', async (_, name, path, value, message) => {
    const loading = loadChanged(name, at(path, value));
    await expect(loading).rejects.toThrow(/^could not load the given files: model\.json: /);
    await expect(loading).rejects.toThrow(message);
  });

  it.each([3, null, {}, { 'weights.safetensors': 3 }])(
    'has no digest if %j is one',
    async (sha256) => {
      await expect(loadChanged('sparse', at('sha256', sha256))).rejects.toThrow(
        'the given files/model.json: field "sha256" must have the digest of weights.safetensors',
      );
    },
  );

  it('has no number that is too large for JSON', async () => {
    const files = filesOf('layers');
    const spec = files['model.json'].replace('"seed": null', '"seed": null, "x": 1e999');
    await expect(load({ ...files, 'model.json': spec })).rejects.toThrow('option "topology.config');
  });

  it('does not run initialisers', async () => {
    const initialiser = {
      class_name: 'VarianceScaling',
      config: { scale: 'x', mode: 'fan_avg', distribution: 'normal' },
    };
    (
      await loadChanged('layers', at(`${layer}.0.config.kernel_initializer`, initialiser))
    ).dispose();
  });

  it('may stand in for a scaling that was handed over', async () => {
    (await loadChanged('sparse', at('scaling', { kind: 'none', per: 'feature' }))).dispose();
  });

  it('says what it is where the other kind of model is expected', async () => {
    await expect(load(filesOf('classifier'))).rejects.toThrow('this is a classifier');
  });
});

describe('a weights file that does not fit', () => {
  const kernel = 'encoder/0/kernel';
  it.each<[string, (tensors: ReturnType<typeof decodeSafetensors>['tensors']) => void, string]>([
    ['a missing tensor', (t) => t.delete(kernel), `"${kernel}", of shape [6, 5], is missing`],
    ['a tensor too many', (t) => t.set('extra', t.get(kernel)!), 'the tensor "extra" is no weight'],
    [
      'a transposed shape',
      (t) => t.set(kernel, { ...t.get(kernel)!, shape: [5, 6] }),
      'must have the shape [6, 5], but has [5, 6]',
    ],
    [
      'another type',
      (t) => t.set(kernel, { data: new Int32Array(30), shape: [6, 5] }),
      'must be of type F32, but is a Int32Array',
    ],
    ['NaN', (t) => (t.get(kernel)!.data[7] = NaN), 'must be finite, but its value 7 is NaN'],
    ['infinity', (t) => (t.get(kernel)!.data[7] = -Infinity), 'its value 7 is -Infinity'],
  ])('by %s is refused by name', async (_, change, message) => {
    const files = filesOf('variational');
    const { tensors } = decodeSafetensors(files['weights.safetensors'], 'saved');
    change(tensors);
    const before = tf.memory().numBytes;
    const loading = load({ ...files, 'weights.safetensors': encodeSafetensors(tensors) });
    await expect(loading).rejects.toThrow(
      /^could not load the given files: weights\.safetensors: /,
    );
    await expect(loading).rejects.toThrow(message);
    expect(tf.memory().numBytes).toBe(before);
  });
});
