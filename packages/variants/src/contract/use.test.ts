import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fit, importanceSampledLogLikelihood, type Samples } from '@autoencoder-zoo/core';
import * as use from '@autoencoder-zoo/core/use';
import { describe, expect, it, onTestFinished } from 'vitest';
import { conditionalVariational } from '../recipes/conditional-variational.js';
import { lstm } from '../recipes/lstm.js';
import { sentenceVariational } from '../recipes/sentence-variational.js';
import { underComplete } from '../recipes/under-complete.js';

const small = { input: [3], hidden: [4], latentDim: 2 } as const;
const rows = [
  [0, 0.5, 1],
  [1, 0.25, 0],
];
/** The files of a model with a scaling, and the model. */
async function saved(scaling?: { offset: number[]; factor: number[] }) {
  const model = underComplete({ ...small, scaling: scaling ? 'standard' : 'none' });
  if (scaling) model.setScaling({ kind: 'standard', ...scaling });
  return { model, files: await model.files() };
}

/** The files with another `model.json`. */
function changed(files: Record<string, Uint8Array>, change: (json: Json) => void) {
  const json = JSON.parse(new TextDecoder().decode(files['model.json'])) as Json;
  change(json);
  return { ...files, 'model.json': JSON.stringify(json) };
}
type Json = Record<string, unknown> & { graphs: Record<string, unknown> };

const close = (values: ArrayLike<number>, expected: ArrayLike<number>) => {
  expect(values).toHaveLength(expected.length);
  Array.from(values).forEach((value, i) => expect(value).toBeCloseTo(expected[i], 5));
};

describe('a saved model in use', () => {
  it('takes a batch at a time, of any size', async () => {
    const { files, model } = await saved({ offset: [1, 2, 3], factor: [2, 3, 4] });
    const used = await use.load(files);
    expect([used.inputShape, used.codeShape, used.outputs]).toEqual([[3], [2], []]);
    const values = Float32Array.from({ length: 21 }, (_, i) => i / 7);
    const data = { data: values, shape: [7, 3] } as const;
    const codes = await used.encode(data, { batchSize: 3 });
    expect(codes.shape).toEqual([7, 2]);
    expect(Array.from(codes)).toEqual(Array.from(await used.encode(data)));
    close(codes, await model.encode(data));
    const plain = { data: codes, shape: [7, 2] } as const;
    close(await used.decode(codes), await model.decode(plain));
    close(await used.reconstruct(data), await model.reconstruct(data));
  });

  it('gives each call its own results, also where they overlap', async () => {
    const used = await use.load((await saved()).files);
    const [a, b, both] = await Promise.all([
      used.encode([rows[0]]),
      used.encode([rows[1]]),
      used.encode(rows),
    ]);
    close(both, [...a, ...b]);
  });

  it('comes over the network, the graphs that are asked for', async () => {
    const { files, model } = await saved();
    const asked: string[] = [];
    const server = createServer(({ url }, response) => {
      asked.push(url!);
      response.end(files[url!.slice('/models/'.length)]);
    });
    await new Promise<void>((ready) => server.listen(0, ready));
    onTestFinished(() => void server.close());
    const address = `http://localhost:${(server.address() as AddressInfo).port}/models`;
    const used = await use.load(address, { graphs: ['encoder'] });
    expect(asked).toEqual(['/models/model.json', '/models/encoder.onnx']);
    close(await used.encode(rows), await model.encode(rows));
    await expect(used.decode([[0, 1]])).rejects.toThrow(
      'decode: the graph "decoder" was not loaded; name it among the "graphs" of load',
    );
  });

  it('reads columns beside the samples', async () => {
    const model = conditionalVariational({ ...small, classes: 3 });
    const used = await use.load(await model.files());
    const beside = { label: [2, 0] };
    close(await used.encode(rows, { beside }), await model.encode(rows, { beside }));
    close(await used.reconstruct(rows, { beside }), await model.reconstruct(rows, { beside }));
    for (const each of [model, used]) {
      await expect(each.encode(rows)).rejects.toThrow(use.DataError);
      await expect(each.encode(rows, { beside: { label: [3, 0] } })).rejects.toThrow(
        'sample 0 has the label 3, but this model has 3 classes, from 0 to 2',
      );
    }
  });

  it('takes sequences of unequal length, and those that are shorter', async () => {
    const model = lstm({ input: [4, 2], units: 3, latentDim: 2 });
    const data = new use.Dataset({
      name: 'd',
      values: Float32Array.from({ length: 16 }, (_, i) => i / 16),
      shape: [4, 2],
      lengths: Int32Array.of(2, 4),
    });
    await fit(model, data, { epochs: 1 });
    const used = await use.load(await model.files());
    close(await used.encode(data), await model.encode(data));
    const shorter = [[[1, 2], [3, 4]]]; // prettier-ignore
    close(await used.encode(shorter), await model.encode(shorter));
  });

  it('numbers classes by their names, as training did', async () => {
    const model = conditionalVariational({ ...small, classes: 2 });
    const labelled = (labels: number[], labelNames: string[]) =>
      new use.Dataset({
        name: 'd',
        values: Float32Array.from(rows.flat()),
        shape: [3],
        labels: Int32Array.from(labels),
        labelNames,
      });
    await fit(model, labelled([0, 1], ['a', 'b']), { epochs: 1 });
    const used = await use.load(await model.files());
    const likelihood = (data: use.Dataset<readonly [3]>) =>
      importanceSampledLogLikelihood(model, data, { draws: 2 });
    const known = await likelihood(labelled([1, 0], ['a', 'b']));
    expect(await likelihood(labelled([0, 1], ['b', 'a']))).toEqual(known);
    expect(await likelihood(labelled([0, 1], ['a', 'b']))).not.toEqual(known);
    for (const each of [model, used]) {
      const expected = await each.encode(labelled([1, 0], ['a', 'b']));
      close(await each.encode(labelled([0, 1], ['b', 'a'])), expected);
      await expect(each.encode(labelled([0, 1], ['b', 'c']))).rejects.toThrow(
        'sample 1 is of the class "c", but known are: a, b',
      );
    }
  });

  it('is given up like the model', async () => {
    const used = await use.load((await saved()).files);
    const outputs = used.reconstruct(rows);
    await used.dispose();
    expect((await outputs).shape).toEqual([2, 3]);
    await expect(used.encode(rows)).rejects.toThrow('encode: this model was disposed');
    await used.dispose();
  });
});

describe('a saved model in use refuses', () => {
  const wrong: [string, Samples, object][] = [
    ['NaN', [[0, NaN, 1]], {}],
    ['another shape', [[0, 1]], {}],
    ['no samples', [], {}],
    ['one sample by itself', [0, 1, 2], {}],
    ['values that overflow', [[3e38, 0, 0]], {}],
  ];
  it.each(wrong)('%s, in the words of the model', async (_, samples, options) => {
    const { files, model } = await saved({ offset: [0, 0, 0], factor: [100, 1, 1] });
    const used = await use.load(files);
    const expected = await model.encode(samples as number[][], options).catch((e: unknown) => e);
    expect(expected).toBeInstanceOf(use.DataError);
    await expect(used.encode(samples, options)).rejects.toThrow((expected as Error).message);
  });

  it('short sequences, where its graphs were saved without a mask', async () => {
    const model = lstm({ input: [4, 2], units: 3, latentDim: 2 });
    const used = await use.load(await model.files());
    const values = new Float32Array(16);
    const whole = new use.Dataset({ name: 'whole', values, shape: [4, 2] });
    close(await used.encode(whole), await model.encode(whole));
    const short = new use.Dataset({
      name: 'short',
      values,
      shape: [4, 2],
      lengths: Int32Array.of(4, 2),
    });
    await expect(used.encode(short)).rejects.toThrow('short: sample 1 has 2 steps of 4, but');
    await expect(used.reconstruct(short)).rejects.toThrow(use.DataError);
  });

  it('numbers that are no class', async () => {
    const model = sentenceVariational({ input: [3, 1], vocabulary: 3, units: 3, latentDim: 2 });
    const used = await use.load(await model.files());
    const expected = await model.encode([[[0], [1], [3]]]).catch((e: unknown) => e);
    expect(expected).toBeInstanceOf(use.DataError);
    await expect(used.encode([[[0], [1], [3]]])).rejects.toThrow((expected as Error).message);
  });

  it('values whose digits float32 does not keep', async () => {
    const { files, model } = await saved({ offset: [1.7e9, 0, 0], factor: [0.2, 1, 1] });
    const used = await use.load(files);
    const samples = [[1.7e9 + 7, 0, 0]];
    await model.encode(samples);
    await expect(used.encode(samples)).rejects.toThrow(
      'encode: sample 0 holds 1700000007 at position 0, of which float32',
    );
    close(await used.encode([[1.7e9, 1, 2]]), await model.encode([[1.7e9, 1, 2]]));
  });

  it('options that it does not know', async () => {
    const { files } = await saved();
    const used = await use.load(files);
    await expect(used.encode(rows, { batch: 3 } as object)).rejects.toThrow(
      'encode: unknown option "batch"; known are: batchSize, seed, beside',
    );
    await expect(used.encode(rows, { batchSize: 0 })).rejects.toThrow(use.OptionsError);
    await expect(use.load(files, { graphs: ['classifier'] })).rejects.toThrow(
      'load: option "graphs": expected a list of "encoder", "decoder", but got ["classifier"]',
    );
  });

  it('files that are missing, changed or of an earlier release', async () => {
    const { files } = await saved();
    const { 'encoder.onnx': encoder, ...others } = files;
    await expect(use.load(others)).rejects.toThrow('encoder.onnx is not among them');
    const damaged = { ...files, 'encoder.onnx': encoder.map((byte, i) => (i === 99 ? 0 : byte)) };
    await expect(use.load(damaged)).rejects.toThrow(
      'encoder.onnx is not the file that was saved with model.json',
    );
    const unsealed = changed(damaged, (json) => delete json['sha256']);
    await expect(use.load({ ...unsealed, 'encoder.onnx': encoder.slice(0, 200) })).rejects.toThrow(
      'could not load the given files/encoder.onnx: ',
    );
    await expect(
      use.load(changed(files, (json) => delete (json as Partial<Json>).graphs)),
    ).rejects.toThrow('as in models of earlier releases');
    await expect(use.load(changed(files, (json) => (json['format'] = 'x')))).rejects.toThrow(
      'could not load the given files: model.json: expected the format "autoencoder-zoo"',
    );
    await expect(use.load(changed(files, (json) => (json.graphs['code'] = 'two')))).rejects.toThrow(
      'field "graphs.code": expected sizes, but got "two"',
    );
  });
});
