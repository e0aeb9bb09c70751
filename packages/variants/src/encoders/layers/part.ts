import { definePart, type Encoder, type PartFactory } from '@autoencoder-zoo/core';
import {
  adoptLayers,
  layersOptions,
  releaseLayers,
  serialiseLayers,
  type LayersOptions,
} from '../../shared/layers/layersPart.js';
import { reviveLayers } from '../../shared/layers/reviveLayers.js';

export type { LayersOptions } from '../../shared/layers/layersPart.js';

const part = definePart({
  kind: 'encoder',
  name: 'layers@1',
  options: layersOptions,
  serialise: serialiseLayers,
  revive: reviveLayers,
  release: releaseLayers,
  build(options, context) {
    const layers = adoptLayers('layersEncoder', options, context, context.shapes.input);
    return {
      shape: layers.shape,
      encode: (x, frame) => layers.apply(x, frame),
    };
  },
});

/**
 * Any `tf.LayersModel` as the encoder: convolutions, recurrent layers, normalisation. Layers that
 * draw random numbers, such as dropout, are refused when the step is compiled; use a corruption.
 * Saving keeps the topology, so that loading needs nothing but the folder.
 *
 * @throws OptionsError without a model; RangeError if it does not fit the input.
 *
 * @example
 * ```ts
 * const encoder = layersEncoder({
 *   model: sequential({
 *     layers: [
 *       layers.conv2d({ inputShape: [28, 28, 1], filters: 32, kernelSize: 3, strides: 2 }),
 *       layers.flatten(),
 *     ],
 *   }),
 * });
 * ```
 */
export const layersEncoder: PartFactory<Encoder, [options: LayersOptions]> = part;
