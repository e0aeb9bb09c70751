import * as tf from '@autoencoder-zoo/engine/tensorflow';
import { sizeOf } from '@autoencoder-zoo/engine';
import { definePart, normal, provided, type PartFactory, type Prior } from '@autoencoder-zoo/core';
import { z } from 'zod';
import {
  divergenceFromUniform,
  logArea,
  unit,
  vonMisesFisher,
} from '../../shared/sphere/vonMisesFisher.js';

const part = definePart({
  kind: 'prior',
  name: 'uniformSphere@1',
  options: z.strictObject({}),
  build(_, context) {
    const { code } = context.shapes;
    const dim = sizeOf(code);
    const site = context.noise('site', [dim], normal);
    return {
      independent: true,
      needs: 'directions',
      sample: (rows, frame) => tf.reshape(unit(frame.noise(site)), [rows, ...code]),
      logDensity: (z) => tf.fill([z.shape[0]], -logArea(dim)),
      divergence({ distribution }) {
        const around = provided(vonMisesFisher, distribution);
        return around && divergenceFromUniform(dim, around.concentration);
      },
    };
  },
});

/**
 * Codes spread evenly over the unit sphere, the prior of a von Mises-Fisher code unless another
 * is chosen (Davidson et al., "Hyperspherical Variational Auto-Encoders", 2018). The divergence
 * of such a code from it is known in closed form. Densities are those on the sphere.
 */
export const uniformSphere: PartFactory<Prior, []> = part;
