import * as tf from '@tensorflow/tfjs-core';
import {
  categoricalLikelihood,
  Dataset,
  definePart,
  fit,
  shaped,
  startAtMean,
} from '@autoencoder-zoo/core';
import { layers, sequential } from '@tensorflow/tfjs-layers';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { denseDecoder } from '../decoders/dense/part.js';
import { layersDecoder } from '../decoders/layers/part.js';
import { bernoulliLikelihood } from '../likelihoods/bernoulli/part.js';
import { gaussianLikelihood } from '../likelihoods/gaussian/part.js';
import { multinomialLikelihood } from '../likelihoods/multinomial/part.js';
import { gruDecoder } from '../decoders/gru/part.js';
import { lstmDecoder } from '../decoders/lstm/part.js';
import {
  channels,
  inputShape,
  samples,
  steps,
  withParts,
  type CaseParts,
} from '../testing/models.js';

const data = samples(40);
const size = steps * channels;

/** Mean of each value over samples, or of each channel over valid steps. */
function means({ values, lengths, length }: Dataset, groups: number): number[] {
  const [sum, count] = [new Float64Array(groups), new Float64Array(groups)];
  values.forEach((value, i) => {
    const [sample, step] = [Math.floor(i / size), Math.floor((i % size) / channels)];
    if (sample >= length || (lengths && step >= lengths[sample])) return;
    sum[i % groups] = sum[i % groups] + value;
    count[i % groups] = count[i % groups] + 1;
  });
  return Array.from(sum, (total, group) => total / count[group]);
}

/** What a model gives whose decoder has nothing but the bias that is added last. */
async function outputOfBias(parts: CaseParts, samples: Dataset<typeof inputShape> = data) {
  const model = withParts(parts);
  startAtMean(model, samples);
  const { outputBias } = model.network.built.decoder;
  for (const { name, variable } of model.variables) {
    if (!name.startsWith('decoder') || variable === outputBias) continue;
    tf.tidy(() => variable.assign(tf.zerosLike(variable)));
  }
  const codes = shaped(new Float32Array(model.codeShape[0]), [1, model.codeShape[0]]);
  const output = await model.decode(codes);
  model.dispose();
  return output;
}

describe('startAtMean', () => {
  it.each<[string, CaseParts]>([
    ['squared error', {}],
    ['squared error, scaled', { scaling: 'standard' }],
    ['squared error, in [0, 1]', { scaling: 'minMax' }],
    ['a deep decoder', { decoder: denseDecoder({ hidden: [6] }) }],
    ['a tied decoder', { decoder: denseDecoder({ tied: true }) }],
    ['probabilities', { likelihood: bernoulliLikelihood() }],
    ['a fixed variance', { likelihood: gaussianLikelihood({ variance: 0.5 }) }],
    ['a learned variance', { likelihood: gaussianLikelihood({ variance: 'learned' }) }],
    ['a predicted variance', { likelihood: gaussianLikelihood({ variance: 'predicted' }) }],
  ])('makes the output the mean of each value with %s', async (_, parts) => {
    const expected = means(data, size);
    const output = await outputOfBias(parts);
    expected.forEach((mean, i) => expect(output[i]).toBeCloseTo(mean, 5));
  });

  it('gives the shares of counts, and of classes', async () => {
    const whole = means(data, size);
    const total = whole.reduce((sum, mean) => sum + mean);
    const counts = await outputOfBias({ likelihood: multinomialLikelihood() });
    whole.forEach((mean, i) => expect(counts[i]).toBeCloseTo(mean / total, 5));
    const classes = await outputOfBias({ likelihood: categoricalLikelihood() });
    whole.forEach((mean, i) => {
      const step = whole.slice(i - (i % channels), i - (i % channels) + channels);
      expect(classes[i]).toBeCloseTo(mean / step.reduce((sum, value) => sum + value), 5);
    });
  });

  it.each<[string, CaseParts]>([
    ['lstm', { decoder: lstmDecoder({ units: 4 }) }],
    ['lstm from nothing', { decoder: lstmDecoder({ units: 4, input: 'nothing' }) }],
    ['lstm of its own output', { decoder: lstmDecoder({ units: 4, input: 'output' }) }],
    ['gru, reversed', { decoder: gruDecoder({ units: 4, reverse: true }) }],
  ])('makes it the mean of each channel with %s', async (_, parts) => {
    const uneven = samples(40, 2, [5, 2, 1]);
    const expected = means(uneven, channels);
    const output = await outputOfBias(parts, uneven);
    output.forEach((value, i) => expect(value).toBeCloseTo(expected[i % channels], 5));
  });

  it('takes the mean of scaled values where steps are scaled differently', async () => {
    const parts: CaseParts = { decoder: gruDecoder({ units: 4 }), scaling: 'centre' };
    const output = await outputOfBias(parts);
    means(data, size).forEach((mean, i) => expect(output[i]).toBeCloseTo(mean, 5));
  });

  it('leaves a probability for what none of the data has', async () => {
    const none = new Dataset({ name: 'zeros', values: new Float32Array(size), shape: inputShape });
    const output = await outputOfBias({ likelihood: bernoulliLikelihood() }, none);
    output.forEach((value) => expect(value).toBeCloseTo(0.001, 6));
  });

  it('lowers the loss that training begins with', async () => {
    const [plain, started] = [withParts({}), withParts({})];
    startAtMean(started, data);
    const first = async (model: typeof plain) =>
      (await fit(model, data, { epochs: 1, batchSize: 40 })).training.loss[0];
    expect(await first(started)).toBeLessThan(await first(plain));
    for (const model of [plain, started]) model.dispose();
  });

  it('changes a model that was used before', async () => {
    const model = withParts({});
    const { loss } = await model.evaluate(data);
    startAtMean(model, data);
    expect((await model.evaluate(data)).loss).toBeLessThan(loss);
    model.dispose();
  });

  it('says what a decoder or a likelihood lacks', () => {
    const flat = sequential({
      layers: [
        layers.dense({ inputShape: [4], units: size }),
        layers.reshape({ targetShape: [steps, channels] }),
      ],
    });
    const bare = definePart({
      kind: 'likelihood',
      name: 'bare@1',
      options: z.strictObject({}),
      build: () => ({
        parametersPerValue: 1,
        elements: (output, target) => tf.squaredDifference(output, target),
        mean: (output) => output,
      }),
    });
    const start = (parts: CaseParts) => () => startAtMean(withParts(parts), data);
    expect(start({ decoder: layersDecoder({ model: flat }) })).toThrow(/layers@1 has no bias/);
    expect(start({ decoder: denseDecoder({ outputActivation: 'sigmoid' }) })).toThrow(/no bias/);
    expect(start({ likelihood: bare() })).toThrow(/bare@1 lacks parametersOf/);
  });
});
