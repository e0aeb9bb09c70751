import { quoted } from '@autoencoder-zoo/core';
import { z } from 'zod';

/** Most layers of a model with its inner ones. */
const mostLayers = 2000;

const place = z.int().nonnegative();
const inbound = z.tuple([z.string(), place, place], z.unknown());

/** A layer of a model whose layers are connected by name, as a topology has it. */
const layerSchema = z.looseObject({
  class_name: z.string(),
  name: z.string(),
  config: z.looseObject({ name: z.string(), layers: z.array(z.unknown()).optional() }),
  inbound_nodes: z.array(z.array(inbound).min(1)),
});

type Layer = z.output<typeof layerSchema>;

/**
 * Refuses connections to layers that are not there, or in a circle: TensorFlow.js
 * waits for ever for what they give.
 *
 * @param config - Of a model in a topology; inner models are looked at as well.
 */
export function refuseLooseEnds(config: unknown): void {
  let count = 0;
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    if ('layers' in value && Array.isArray(value.layers)) {
      count += value.layers.length;
      if (count > mostLayers) {
        throw new RangeError(`the topology has more than ${mostLayers} layers`);
      }
      // In a sequence each layer follows the one before; it has no such lists.
      if ('input_layers' in value || 'output_layers' in value) connect(value.layers);
    }
    Object.values(value).forEach(visit);
  };
  visit(config);
}

function connect(json: readonly unknown[]): void {
  const layers = json.map((layer, i) => {
    const { success, data, error } = layerSchema.safeParse(layer);
    if (success && data.name === data.config.name) return data;
    const problem = success ? 'its two names differ' : z.prettifyError(error);
    throw new RangeError(`layer ${i} of the topology is none: ${problem}`);
  });
  const calls = new Map(layers.map((layer) => [layer.name, startOf(layer)]));
  if (calls.size < layers.length) throw new RangeError('two layers of the topology share a name');

  let waiting = layers.flatMap((layer) => layer.inbound_nodes.map((from) => ({ layer, from })));
  while (waiting.length > 0) {
    const still = waiting.filter(({ layer, from }) => {
      if (!from.every(([name, call]) => (calls.get(name) ?? 0) > call)) return true;
      calls.set(layer.name, calls.get(layer.name)! + 1);
      return false;
    });
    if (still.length === waiting.length) {
      const { layer, from } = still[0];
      throw new RangeError(
        `the layer ${quoted(layer.name)} of the topology gets its input from ${quoted(from.map(([name]) => name))}, which never comes`,
      );
    }
    waiting = still;
  }
}

/** An input, and a model that is a layer, have given something before they are called. */
function startOf({ class_name, config }: Layer): number {
  return class_name === 'InputLayer' || (config.layers?.length ?? 0) > 0 ? 1 : 0;
}
