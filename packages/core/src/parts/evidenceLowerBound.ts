import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { defineObjective, type Objective, type Term } from './kinds.js';
import type { PartFactory } from './part.js';

const factory = defineObjective({
  name: 'evidenceLowerBound@1',
  options: z.strictObject({}),
  build: () => ({
    draws: 1,
    terms: ({ reconstruction, code, penalties }) => {
      const terms = { reconstruction, ...code, ...penalties };
      return Object.fromEntries(
        Object.entries(terms).map(([name, term]) => [name, averageOverRows(term)]),
      );
    },
  }),
});

/**
 * The plain objective: reconstruction plus the code's terms plus the penalties, each summed over
 * features and averaged over the batch, with one draw of the code. With a gaussian code it is the
 * negative evidence lower bound (Kingma & Welling 2014); with a deterministic one the
 * reconstruction error.
 */
export const evidenceLowerBound: PartFactory<Objective, []> = factory;

function averageOverRows(term: Term): Term {
  return { ...term, value: tf.mean(term.value) };
}
