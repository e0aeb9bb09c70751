import { input, layers, LayersModel, model, sequential } from '@tensorflow/tfjs-layers';
import { describe, expect, it } from 'vitest';
import { serialiseLayers } from './layersPart.js';
import { reviveLayers } from './reviveLayers.js';

type Json = Record<string, unknown>;

/** The usual one needs operations that are not imported here. */
const recurrentInitializer = 'glorotNormal';

/** Two branches that meet in a layer which is used twice, and a model within the model. */
function branches(): LayersModel {
  const x = input({ shape: [6] });
  const shared = layers.dense({ units: 4, activation: 'hardSigmoid' });
  const inner = sequential({ layers: [layers.dense({ inputShape: [4], units: 4 })] });
  const left = shared.apply(x);
  const right = inner.apply(shared.apply(layers.dense({ units: 6 }).apply(x)));
  const y = layers.add().apply([left, right] as never);
  return model({ inputs: x, outputs: y as never });
}

const sorts: Record<string, () => LayersModel> = {
  branches,
  convolutions: () =>
    sequential({
      layers: [
        layers.conv2d({ inputShape: [8, 8, 1], filters: 2, kernelSize: 3, strides: 2 }),
        layers.batchNormalization(),
        layers.separableConv2d({ filters: 3, kernelSize: 2, dataFormat: 'channelsLast' }),
        layers.flatten(),
        layers.prelu(),
      ],
    }),
  'cells in a stack': () =>
    sequential({
      layers: [
        layers.rnn({
          inputShape: [5, 2],
          cell: [
            layers.lstmCell({ units: 3, recurrentInitializer }),
            layers.gruCell({ units: 2, recurrentInitializer }),
          ],
        }),
        layers.repeatVector({ n: 4 }),
        layers.bidirectional({
          layer: layers.gru({ units: 2, recurrentInitializer }),
          mergeMode: 'concat',
        }),
      ],
    }),
};

const topology = (sort: string) =>
  JSON.parse(JSON.stringify(serialiseLayers({ model: sorts[sort]() }))) as Json;

const atMost = (mostValues: number) => ({ mostValues, find: () => Promise.resolve(undefined) });

describe('reviveLayers', () => {
  it.each(Object.keys(sorts))('makes a model of %s again, with zeros', async (sort) => {
    const json = topology(sort);
    const revived = await reviveLayers(json, atMost(10_000));
    expect(serialiseLayers(revived)).toEqual(json);
    expect(revived.model.weights.map(({ shape }) => shape)).toEqual(
      sorts[sort]().weights.map(({ shape }) => shape),
    );
    for (const weight of revived.model.weights)
      expect(Math.max(...weight.read().dataSync())).toBe(0);
    await expect(reviveLayers(json, atMost(30))).rejects.toThrow(
      'for which the saved weights, 30 numbers',
    );
  });

  it('leaves TF.js as it was', async () => {
    await expect(reviveLayers(topology('convolutions'), atMost(1))).rejects.toThrow('are too few');
    const dense = layers.dense({ units: 2, kernelInitializer: 'ones', inputShape: [1] });
    expect([
      ...sequential({ layers: [dense] })
        .weights[0].read()
        .dataSync(),
    ]).toEqual([1, 1]);
  });

  it.each<[string, (layer: Json, all: Json[]) => void, string]>([
    [
      'a layer that is not there',
      (layer) => (layer['inbound_nodes'] = [[['nowhere', 0, 0, {}]]]),
      'gets its input from ["nowhere"], which never comes',
    ],
    [
      'itself',
      (layer) => (layer['inbound_nodes'] = [[[layer['name'], 0, 0, {}]]]),
      'which never comes',
    ],
    [
      'a later call',
      (layer) => (layer['inbound_nodes'] = [[['input1', 7, 0, {}]]]),
      'which never comes',
    ],
    ['nothing', (layer) => (layer['inbound_nodes'] = [[]]), 'of the topology is none'],
    ['a namesake', (layer, all) => all.push(structuredClone(layer)), 'share a name'],
    ['a layer of two names', (layer) => (layer['name'] = 'other'), 'its two names differ'],
  ])('refuses a layer connected to %s, for which TF.js would wait', async (_, change, message) => {
    const json = topology('branches') as { topology: { config: { layers: Json[] } } };
    const { layers } = json.topology.config;
    change(
      layers.find(({ class_name }) => class_name === 'Dense')!,
      layers,
    );
    await expect(reviveLayers(json, atMost(10_000))).rejects.toThrow(message);
  });

  it.each([
    ['epsilon', [null, 6], 'config.epsilon: expected a number, but got [null,6]'],
    ['dtype', 'int32', 'config.dtype: expected "float32", but got "int32"'],
  ])(
    'refuses the setting %s: %j, with which layers compute nothing',
    async (name, value, message) => {
      const json = topology('convolutions') as { topology: { config: { layers: Json[] } } };
      (json.topology.config.layers[1]['config'] as Json)[name] = value;
      await expect(reviveLayers(json, atMost(10_000))).rejects.toThrow(message);
    },
  );

  it('refuses a model of more layers than any has', async () => {
    const json = topology('convolutions') as { topology: { config: { layers: Json[] } } };
    json.topology.config.layers = Array<Json>(3000).fill(json.topology.config.layers[1]);
    await expect(reviveLayers(json, atMost(10_000))).rejects.toThrow('more than 2000 layers');
  });
});
