import { definePart, type Decoder, type PartFactory } from '@autoencoder-zoo/core';
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
  kind: 'decoder',
  name: 'layers@1',
  options: layersOptions,
  serialise: serialiseLayers,
  revive: reviveLayers,
  release: releaseLayers,
  build(options, context) {
    const { code, output } = context.shapes;
    const layers = adoptLayers('layersDecoder', options, context, code);
    const { shape } = layers;
    if (shape.length !== output.length || shape.some((d, axis) => d !== output[axis])) {
      throw new RangeError(
        `layersDecoder: the model "${options.model.name}" gives samples of shape [${shape.join(', ')}], but [${output.join(', ')}] is needed`,
      );
    }
    return { decode: (z, frame) => layers.apply(z, frame) };
  },
});

/**
 * Any `tf.LayersModel` as the decoder. It takes the code's shape and gives the input's, with the
 * last axis as often as the likelihood has parameters for each value. Layers that draw random
 * numbers are refused when the step is compiled.
 *
 * @throws OptionsError without a model; RangeError if it does not fit code and input.
 */
export const layersDecoder: PartFactory<Decoder, [options: LayersOptions]> = part;
