import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  fit,
  inputNames,
  RandomStream,
  shaped,
  type Autoencoder,
  type Dataset,
} from '@autoencoder-zoo/core';
import * as use from '@autoencoder-zoo/core/use';
import { adam, sizeOf } from '@autoencoder-zoo/engine';
import { describe, expect, it } from 'vitest';
import { load } from '../load.js';
import { besideOf, fitting, inputShape, samples, withParts } from '../testing/models.js';
import { cases } from '../testing/partCases.js';

const random = samples(23);
const beside = besideOf(random);
const options = { epochs: 3, batchSize: 8, seed: 5, optimiser: adam({ learningRate: 0.01 }) };
const weightsOf = (model: Autoencoder<readonly [5, 3]>) =>
  model.variables.map(({ variable }) => Array.from(variable.dataSync()));

describe.each(Object.entries(cases))('%s', (_, parts) => {
  const make = (seed = 0) => withParts({ ...parts(), seed });
  const probe = make();
  const data = fitting(probe, random);
  probe.dispose();

  it('trains: the loss falls, every weight moves, and terms add up', async () => {
    const model = make();
    const before = weightsOf(model);
    const history = await fit(model, data, { ...options, epochs: 30 });
    const { loss } = history.training;
    expect(loss.at(-1)).toBeLessThan(loss[0]);
    weightsOf(model).forEach((after, i) => {
      expect(after, model.variables[i].name).not.toEqual(before[i]);
    });
    model.dispose();
  });

  it('gives the same bits from the same seed, and others from another', async () => {
    const [first, second, other] = [make(), make(), make()];
    await fit(first, data, options);
    await fit(second, data, options);
    await fit(other, data, { ...options, seed: 6 });
    expect(weightsOf(second)).toEqual(weightsOf(first));
    expect(weightsOf(other)).not.toEqual(weightsOf(first));
    for (const model of [first, second, other]) model.dispose();
  });

  it('agrees with the eager engine over 20 steps', async () => {
    const recurrent = /lstm|gru/.test(JSON.stringify(make().spec));
    const [compiled, eager] = [make(), make()];
    eager.engine = { engine: 'eager', backend: 'cpu' };
    const run = { ...options, epochs: 7, steps: 20 };
    const a = (await fit(compiled, data, run)).training.loss;
    const b = (await fit(eager, data, run)).training.loss;
    a.forEach((value, epoch) => {
      const difference = Math.abs(value - b[epoch]) / Math.abs(b[epoch]);
      expect(difference).toBeLessThan(recurrent ? 1e-4 : 1e-5);
    });
    for (const model of [compiled, eager]) model.dispose();
  });

  it('encodes, decodes and reconstructs, one sample as well as many', async () => {
    const model = make();
    await fit(model, data, { ...options, epochs: 1 });
    const codes = await model.encode(data);
    expect(codes.shape).toEqual([23, ...model.codeShape]);
    const outputs = await model.decode(codes, { beside });
    expect(outputs.shape).toEqual([23, ...inputShape]);
    const reconstructed = await model.reconstruct(data);
    const { size } = data;
    for (let start = 0; start < outputs.length; start += size) {
      // A code alone may leave open how much there is, and give shares of what the sample has.
      const [of, shares] = [data.values, outputs].map((all) =>
        sum(all.subarray(start, start + size)),
      );
      const counted = Math.abs(sum(reconstructed.subarray(start, start + size)) - of) < 1e-4;
      const whole = counted && Math.abs(shares - 1) < 1e-4 ? of : 1;
      for (let i = start; i < start + size; i++) {
        expect(whole * outputs[i]).toBeCloseTo(reconstructed[i], 4);
      }
    }
    const one = await model.encode(data.slice(4, 5));
    const codeSize = codes.length / 23;
    one.forEach((value, i) => expect(value).toBeCloseTo(codes[4 * codeSize + i], 4));
    model.dispose();
  });

  it('gives the same graphs, whatever was made before', async () => {
    const graphs = async () => {
      const model = make();
      const { 'encoder.onnx': encoder, 'decoder.onnx': decoder } = await model.files();
      model.dispose();
      return [encoder, decoder].map((file) => Buffer.from(file).toString('base64'));
    };
    const first = await graphs();
    const others = [make(1), make(2)];
    expect(await graphs()).toEqual(first);
    for (const model of others) model.dispose();
  });

  it('comes back from its folder as it was, in JavaScript and as plain ONNX', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'contract-'));
    const model = make();
    await fit(model, data, { ...options, epochs: 1 });
    const codes = await model.encode(data);
    await model.save(join(folder, 'model'));
    const loaded = await load(join(folder, 'model'));
    expect(loaded.spec).toEqual(JSON.parse(JSON.stringify(model.spec)));
    expect(Array.from(await loaded.encode(data))).toEqual(Array.from(codes));
    const { InferenceSession, Tensor } = await import('onnxruntime-node');
    /** The values of an input that is a column. */
    const fed = (name: string) => {
      const { classes, shape } = model.network.declarations.columns.get(name)!.column;
      const values =
        classes === undefined
          ? Float32Array.from(data.beside![name])
          : Float32Array.from({ length: 23 * classes }, (_, i) =>
              Number(data.labels![Math.floor(i / classes)] === i % classes),
            );
      return new Tensor('float32', values, [23, ...shape]);
    };
    const columns = (names: readonly string[], own: string) =>
      Object.fromEntries(names.filter((name) => name !== own).map((name) => [name, fed(name)]));
    const encoder = await InferenceSession.create(join(folder, 'model', 'encoder.onnx'));
    const x = new Tensor('float32', Float32Array.from(data.values), [23, ...inputShape]);
    const { code } = await encoder.run({ x, ...columns(encoder.inputNames, 'x') });
    expect(code.dims).toEqual([23, ...model.codeShape]);
    closeTo(code.data as Float32Array, codes);
    const decoder = await InferenceSession.create(join(folder, 'model', 'decoder.onnx'));
    const decoded = async (codes: Float32Array) => {
      const given = new Tensor('float32', codes, [23, ...model.codeShape]);
      const { output } = await decoder.run({ code: given, ...columns(decoder.inputNames, 'code') });
      return output.data as Float32Array;
    };
    const output = await decoded(code.data as Float32Array);
    const outputs = await model.decode(codes, { beside });
    closeTo(output, outputs);
    const used = await use.load(join(folder, 'model'));
    expect(Array.from(await used.encode(data))).toEqual(Array.from(code.data as Float32Array));
    expect(Array.from(await used.decode(codes, { beside }))).toEqual(
      Array.from(await decoded(codes)),
    );
    for (const name of used.outputs) {
      closeTo(await used.describe(data, name), await model.describe(data, name));
    }
    await expectReconstructions(used, model, data);
    await used.dispose();
    const { built, declarations } = model.network;
    // A decoder that draws gives other samples for the same codes.
    const draws = declarations.noise.some(({ of }) => of === 'decoder');
    if (built.prior && !draws) await expectSamples(loaded, join(folder, 'model', 'prior.onnx'));
    await rm(folder, { recursive: true });
    for (const each of [model, loaded]) each.dispose();
  });
});

/** A decoder that reads the sample as well is refused, and none other. */
async function expectReconstructions(
  used: use.UsableAutoencoder,
  model: Autoencoder<readonly [5, 3]>,
  data: Dataset<readonly [5, 3]>,
): Promise<void> {
  if (model.network.built.likelihood.meanReadsTarget === true) {
    await expect(used.reconstruct(data)).rejects.toThrow('reads the sample beside its code');
  } else {
    closeTo(await used.reconstruct(data), await model.reconstruct(data));
  }
}

function closeTo(given: Float32Array, expected: Float32Array): void {
  expect(given).toHaveLength(expected.length);
  given.forEach((value, i) => expect(value).toBeCloseTo(expected[i], 4));
}

/**
 * Holds what the file of the prior gives for the numbers that `sample` draws against its samples.
 */
async function expectSamples(model: Autoencoder, file: string): Promise<void> {
  const { InferenceSession, Tensor } = await import('onnxruntime-node');
  const prior = await InferenceSession.create(file);
  const noise = model.network.declarations.noise.filter(({ of }) => of === 'prior');
  expect([...prior.inputNames].toSorted()).toEqual(noise.map(({ name }) => name).toSorted());
  const count = 8;
  const inputs = noise.map((site) => {
    const shape = [count, ...site.shape];
    const numbers = new Float32Array(sizeOf(shape));
    site.fill(new RandomStream(model.seed, `use:${inputNames.noise(site)}`, 0), numbers);
    return [site.name, new Tensor('float32', numbers, shape)];
  });
  const { code } = await prior.run(Object.fromEntries(inputs) as Record<string, never>);
  const decoded = await model.decode(
    shaped(code.data as Float32Array, [count, ...model.codeShape]),
    { beside: besideOf(samples(count)) },
  );
  const expected = await model.sample(count, { beside: besideOf(samples(count)) });
  decoded.forEach((value, i) => expect(value).toBeCloseTo(expected[i], 4));
}

const sum = (values: ArrayLike<number>) => Array.from(values).reduce((a, b) => a + b, 0);
