import { parseOptions, type Reviving } from '@autoencoder-zoo/core';
import { serialization } from '@autoencoder-zoo/engine/tensorflow';
import { models, type LayersModel } from '@tensorflow/tfjs-layers';
import { z } from 'zod';
import { renumbered, type LayersOptions } from './layersPart.js';
import { refuseLooseEnds } from './looseEnds.js';
import { refuseOddSettings } from './refuseOddSettings.js';
import { refuseUnread } from './unread.js';
import { withZeros } from './withZeros.js';

/** A topology as `tf.LayersModel` writes it. */
const topologySchema = z.strictObject({
  class_name: z.enum(['Sequential', 'Model', 'Functional']),
  config: z.record(z.string(), z.json()),
  keras_version: z.string().optional(),
  backend: z.string().optional(),
});

const schema = z.strictObject({ topology: topologySchema });

/** What the topology's class is called while it is read, so that its making is left to us. */
const savedClass = 'SavedLayers';

/**
 * Makes a model with a saved topology; its weights are zeros until the saved ones come.
 *
 * @param reviving - How many numbers its weights may have together.
 * @throws OptionsError if it is no topology; RangeError if its weights are more
 * numbers, if layers are connected to nothing, if settings are no numbers, or if
 * TensorFlow.js would not take up all that it says.
 */
export async function reviveLayers(
  json: Record<string, unknown>,
  { mostValues }: Reviving,
): Promise<LayersOptions> {
  const { topology } = parseOptions('layers@1', schema, json);
  refuseLooseEnds(topology.config);
  refuseOddSettings(topology.config);
  const [kind] = serialization.SerializationMap.getMap().classNameMap[topology.class_name];
  const make = (_: unknown, config: serialization.ConfigDict) =>
    withZeros(mostValues, () => (kind as unknown as typeof LayersModel).fromConfig(kind, config));
  const model = await models.modelFromJSON(
    { modelTopology: { ...topology, class_name: savedClass } },
    { [savedClass]: [kind, make] } as unknown as serialization.ConfigDict,
  );
  try {
    refuseUnread(renumbered(topology.config), renumbered(configOf(model)));
  } catch (error) {
    model.dispose();
    throw error;
  }
  return { model };
}

function configOf(model: LayersModel): unknown {
  return (model.toJSON(null, false) as unknown as { readonly config: unknown }).config;
}
