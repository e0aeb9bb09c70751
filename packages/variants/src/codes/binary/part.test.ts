import { autoencoder, Dataset, fit, type Autoencoder } from '@autoencoder-zoo/core';
import { adam } from '@autoencoder-zoo/engine';
import { afterEach, expect, it } from 'vitest';
import { denseDecoder } from '../../decoders/dense/part.js';
import { denseEncoder } from '../../encoders/dense/part.js';
import { squaredErrorLikelihood } from '../../likelihoods/squared-error/part.js';
import { samples } from '../../testing/models.js';
import { binaryCode } from './part.js';

const data = new Dataset({ name: 'random', values: samples(400).values, shape: [15] });

let model: Autoencoder<readonly [15], readonly [3]>;
afterEach(() => {
  model.dispose();
});

function make(deviation: number) {
  return autoencoder({
    input: [15],
    encoder: denseEncoder(),
    code: binaryCode({ dim: 3, deviation }),
    decoder: denseDecoder({ hidden: [8] }),
    likelihood: squaredErrorLikelihood(),
  });
}

const logit = (share: number) => Math.log(share / (1 - share));

it('adds noise of the deviation to what the sigmoid gets, and none when it encodes', async () => {
  model = make(0.7);
  const [codes, again] = [await model.encode(data), await model.encode(data)];
  expect(Array.from(again)).toEqual(Array.from(codes));
  const draws = await model.drawCodes(data);
  const noise = Array.from(draws, (draw, i) => logit(draw) - logit(codes[i]));
  const mean = noise.reduce((sum, value) => sum + value, 0) / noise.length;
  const variance = noise.reduce((sum, value) => sum + (value - mean) ** 2, 0) / noise.length;
  expect(Math.abs(mean)).toBeLessThan(0.08);
  expect(Math.abs(Math.sqrt(variance) - 0.7)).toBeLessThan(0.05);
});

it('saturates in training, so that bits say as much as the numbers', async () => {
  model = make(4);
  const undecided = async () => {
    const codes = await model.encode(data);
    return codes.filter((value) => value > 0.1 && value < 0.9).length / codes.length;
  };
  expect(await undecided()).toBeGreaterThan(0.95);
  await fit(model, data, { epochs: 200, batchSize: 50, optimiser: adam({ learningRate: 0.03 }) });
  expect(await undecided()).toBeLessThan(0.25);
});
