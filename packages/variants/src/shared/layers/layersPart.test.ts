import { autoencoder, reviveAutoencoder, withSteps } from '@autoencoder-zoo/core';
import { memory } from '@tensorflow/tfjs-core';
import { layers, sequential } from '@tensorflow/tfjs-layers';
import { describe, expect, it } from 'vitest';
import { deterministicCode } from '../../codes/deterministic/part.js';
import { denseDecoder } from '../../decoders/dense/part.js';
import { squaredErrorLikelihood } from '../../likelihoods/squared-error/part.js';
import { findPart } from '../../findPart.js';
import { layersDecoder } from '../../decoders/layers/part.js';
import { layersEncoder } from '../../encoders/layers/part.js';

const dense = (units: number, inputs: number) =>
  sequential({ layers: [layers.dense({ units, inputShape: [inputs] })] });

const make = (encoder = dense(3, 6), decoder = dense(6, 2)) =>
  autoencoder({
    input: [6],
    encoder: layersEncoder({ model: encoder }),
    code: deterministicCode({ dim: 2 }),
    decoder: layersDecoder({ model: decoder }),
    likelihood: squaredErrorLikelihood(),
  });

type Json = Record<string, unknown>;

describe('a model with layers that comes to nothing leaves no variables:', () => {
  it.each<[string, (spec: Json) => void, string]>([
    ['an unknown part', (spec) => (spec['objective'] = { part: 'no@1', options: {} }), 'unknown'],
    [
      'a wrong option',
      (spec) => (spec['likelihood'] = { part: 'squaredError@1', options: { a: 1 } }),
      'unknown option "a"',
    ],
    ['parts that do not fit', (spec) => (spec['input'] = [7]), 'takes samples of shape [6]'],
    [
      'parts of which the last does not fit',
      (spec) => {
        spec['decoder'] = { ...(spec['decoder'] as Json), options: topology(dense(5, 2)) };
      },
      'gives samples of shape [5]',
    ],
    [
      'a scaling that does not fit',
      (spec) => (spec['fittedScaling'] = { kind: 'none', offset: [1], factor: [1] }),
      'fittedScaling of kind "none"',
    ],
  ])('%s', async (_, change, message) => {
    const model = make();
    const spec = structuredClone(model.spec) as unknown as Json;
    model.dispose();
    change(spec);
    const before = memory().numTensors;
    await expect(reviveAutoencoder(spec as never, findPart)).rejects.toThrow(message);
    expect(memory().numTensors).toBe(before);
  });

  it('made here, but not those that were given', () => {
    const encoder = dense(3, 6);
    const before = memory().numTensors;
    expect(() => make(encoder, dense(5, 2))).toThrow('gives samples of shape [5]');
    // Those of the decoder that was given, and no code's.
    expect(memory().numTensors).toBe(before + 2);
    expect(encoder.weights[0].read().dataSync()).toHaveLength(18);
  });
});

it('more steps that are refused leave the weights of the model alone', () => {
  const pooled = sequential({
    layers: [
      layers.conv1d({ inputShape: [null, 2], filters: 3, kernelSize: 1 }),
      layers.globalAveragePooling1d({}),
    ],
  });
  const model = autoencoder({
    input: [4, 2],
    encoder: layersEncoder({ model: pooled }),
    code: deterministicCode({ dim: 2 }),
    decoder: denseDecoder(),
    likelihood: squaredErrorLikelihood(),
  });
  const before = memory().numTensors;
  expect(() => withSteps(model, 6)).toThrow('the weight "decoder/');
  expect(memory().numTensors).toBe(before);
  expect(model.variables.some(({ variable }) => variable.isDisposed)).toBe(false);
  model.dispose();
});

function topology(model: ReturnType<typeof dense>): Json {
  const { options } = layersDecoder({ model }).toJSON();
  const json = structuredClone(options) as Json;
  model.dispose();
  return json;
}
