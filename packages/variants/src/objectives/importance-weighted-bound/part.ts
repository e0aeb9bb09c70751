import {
  definePart,
  positiveInteger,
  type Objective,
  type PartFactory,
} from '@autoencoder-zoo/core';
import { z } from 'zod';
import { importanceWeighted } from '../../shared/bounds/importanceWeighted.js';

/** Options of {@link importanceWeightedBound}. */
export interface ImportanceWeightedBoundOptions {
  /** Codes drawn for each sample, from 1 to 100,000. Default 5. */
  readonly draws?: number;
}

const part = definePart({
  kind: 'objective',
  name: 'importanceWeightedBound@1',
  options: z.strictObject({ draws: positiveInteger.max(100_000).default(5) }),
  build: ({ draws }) => ({
    independent: true,
    draws,
    perDraw: draws > 1,
    terms: (input) => importanceWeighted(input, { draws }),
  }),
});

/**
 * The importance-weighted bound (Burda, Grosse & Salakhutdinov, "Importance Weighted
 * Autoencoders", 2016): `-log(1/k sum_i w_i)` with `w_i = p(x | z_i) p(z_i) / q(z_i | x)` for
 * k draws of the code, plus the penalties. The more draws, the closer it is to `-log p(x)`.
 * With one draw it is the evidence lower bound, with the KL term in its closed form.
 *
 * With the shares `v_i = w_i / sum_j w_j` the bound is a sum of three terms, which are
 * the ones that it reports, averaged over the batch:
 * - `reconstruction`: `sum_i v_i (-log p(x | z_i))`;
 * - `kl`, or whatever the code's terms are called: `sum_i v_i log(q(z_i | x) / p(z_i))`;
 * - `weighting`: `sum_i v_i log(k v_i)`, the divergence of these shares from equal ones: 0 if all
 *   draws count alike, and `log k` if only one counts.
 *
 * A weight `beta` of the KL term is one within `w_i`.
 *
 * @throws OptionsError for unknown or wrong options; Error, when the model is first trained, if
 * the densities of code and prior at a draw are not known.
 */
export const importanceWeightedBound: PartFactory<
  Objective,
  [options?: ImportanceWeightedBoundOptions]
> = part;
