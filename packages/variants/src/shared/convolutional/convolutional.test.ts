import {
  autoencoder,
  Dataset,
  fit,
  RandomStream,
  reviveAutoencoder,
  type PartSpec,
} from '@autoencoder-zoo/core';
import { afterEach, describe, expect, it } from 'vitest';
import { vectorQuantisedCode } from '../../codes/vector-quantised/part.js';
import { convolutionalDecoder } from '../../decoders/convolutional/part.js';
import { convolutionalEncoder } from '../../encoders/convolutional/part.js';
import { squaredErrorLikelihood } from '../../likelihoods/squared-error/part.js';
import { findPart } from '../../findPart.js';
import { convolutional } from '../../recipes/convolutional.js';

const values = new RandomStream(1, 'images').uniform(new Float32Array(40 * 9 * 6 * 2));
const images = new Dataset({ name: 'images', values, shape: [9, 6, 2] });
const run = { epochs: 2, batchSize: 8, seed: 1 };

const made: { dispose(): void }[] = [];
afterEach(() => {
  for (const model of made.splice(0)) model.dispose();
});
const make = (normalised: boolean) => {
  const normalisation = normalised ? 'batch' : 'none';
  const model = convolutional({ input: [9, 6, 2], filters: [4, 3], normalisation });
  made.push(model);
  return model;
};
const stateOf = (model: ReturnType<typeof make>) =>
  model.variables
    .filter(({ trained }) => !trained)
    .map(({ name, variable }) => [name, ...variable.dataSync()]);

describe('convolutional parts', () => {
  it('halve images of any size, and make such ones of a code', async () => {
    const model = make(false);
    expect(model.network.built.shapes.features).toEqual([3, 2, 3]);
    await fit(model, images, run);
    expect((await model.reconstruct(images)).shape).toEqual([40, 9, 6, 2]);
  });

  it('are independent samples unless they are normalised', () => {
    expect(make(false).network.independentSamples).toBe(true);
    expect(make(true).network.independentSamples).toBe(false);
  });

  it('normalise by running averages in use: the same for a sample alone', async () => {
    const model = make(true);
    await fit(model, images, run);
    const all = await model.encode(images);
    const one = await model.encode(images.slice(3, 4));
    one.forEach((value, i) => expect(value).toBeCloseTo(all[3 * one.length + i], 5));
  });

  it('keep the averages of what is left out of training', async () => {
    const model = make(true);
    await fit(model, images, run);
    const before = stateOf(model);
    await fit(model, images, { ...run, only: ['code', 'decoder'] });
    const after = stateOf(model);
    expect(before).toHaveLength(8);
    before.forEach((state, i) => {
      const isEncoder = String(state[0]).startsWith('encoder');
      expect(String(after[i]) === String(state), String(state[0])).toBe(isEncoder);
    });
  });

  it('go with a code that has a vector at each place', async () => {
    const model = autoencoder({
      input: [9, 6, 2],
      encoder: convolutionalEncoder({ filters: [4, 3] }),
      code: vectorQuantisedCode({ entries: 8, dim: 5, positions: 'features' }),
      decoder: convolutionalDecoder({ filters: [3, 4] }),
      likelihood: squaredErrorLikelihood(),
    });
    made.push(model);
    expect(model.codeShape).toEqual([3, 2, 5]);
    const { training } = await fit(model, images, { ...run, epochs: 5 });
    expect(training.loss.at(-1)).toBeLessThan(training.loss[0]);
    const shapes = new Map(model.variables.map(({ name, variable }) => [name, variable.shape]));
    expect(shapes.get('code/dense/kernel')).toEqual([3, 5]);
    expect(shapes.get('decoder/spread/kernel')).toEqual([5, 3]);
    expect((await model.sample(3)).shape).toEqual([3, 9, 6, 2]);
  });

  it('come back from models that knew one normalisation alone', async () => {
    const { spec } = make(true);
    const before = ({ part, options }: PartSpec) => {
      const { normalisation, over, ...others } = options;
      expect([normalisation, over]).toEqual(['batch', 'images']);
      return { part, options: { ...others, batchNormalisation: true } };
    };
    const { encoder, decoder } = spec;
    const old = { ...spec, encoder: before(encoder), decoder: before(decoder) };
    const revived = await reviveAutoencoder(old, findPart);
    expect(revived.spec).toEqual(spec);
    revived.dispose();
  });

  it('take sequences, whose steps they halve', async () => {
    const values = new RandomStream(1, 'steps').uniform(new Float32Array(20 * 9 * 2));
    const sequences = new Dataset({ name: 'sequences', values, shape: [9, 2] });
    const model = convolutional({ input: [9, 2], filters: [4, 3], over: 'sequences' });
    made.push(model);
    expect(model.network.built.shapes.features).toEqual([3, 3]);
    await fit(model, sequences, run);
    expect((await model.reconstruct(sequences)).shape).toEqual([20, 9, 2]);
  });

  it('refuse what is no image', () => {
    const flat = () =>
      autoencoder({
        input: [12],
        encoder: convolutionalEncoder(),
        code: vectorQuantisedCode({ dim: 5 }),
        decoder: convolutionalDecoder(),
        likelihood: squaredErrorLikelihood(),
      });
    expect(flat).toThrow('is for images [height, width, channels] or [height, width]');
  });
});
