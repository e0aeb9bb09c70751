import * as tf from '@autoencoder-zoo/engine/tensorflow';
import { z } from 'zod';
import type { Objective } from './kinds.js';
import type { Term } from './term.js';
import { definePart, type PartFactory } from './part.js';

const part = definePart({
  kind: 'objective',
  name: 'evidenceLowerBound@1',
  options: z.strictObject({}),
  build: () => ({
    independent: true,
    draws: 1,
    terms: ({ reconstruction, divergence }) => ({
      reconstruction: averageOverRows(reconstruction),
      ...(divergence && { kl: averageOverRows(divergence) }),
    }),
  }),
});

/**
 * The plain objective: the reconstruction plus the divergence of the code from its
 * prior, each summed over features and averaged over the batch, with one draw of the
 * code. With a gaussian code it is the negative evidence lower bound (Kingma &
 * Welling 2014); with a deterministic one the reconstruction error.
 */
export const evidenceLowerBound: PartFactory<Objective, []> = part;

function averageOverRows(term: Term): Term {
  return { ...term, value: tf.mean(term.value) };
}
