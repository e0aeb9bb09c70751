import {
  definePart,
  positiveInteger,
  type Objective,
  type PartFactory,
} from '@autoencoder-zoo/core';
import { z } from 'zod';
import { importanceWeighted } from '../../shared/bounds/importanceWeighted.js';

/** Options of {@link multiplyImportanceWeighted}. */
export interface MultiplyImportanceWeightedOptions {
  /** Bounds that are averaged for each sample, from 1 to 1000. Default 8. */
  readonly bounds?: number;
  /** Codes drawn for each of them, from 1 to 1000. Default 8. */
  readonly draws?: number;
}

const part = definePart({
  kind: 'objective',
  name: 'multiplyImportanceWeighted@1',
  options: z.strictObject({
    bounds: positiveInteger.max(1000).default(8),
    draws: positiveInteger.max(1000).default(8),
  }),
  build: ({ bounds, draws }) => ({
    independent: true,
    draws: bounds * draws,
    perDraw: bounds * draws > 1,
    terms: (input) => importanceWeighted(input, { draws }),
  }),
});

/**
 * The mean of several importance-weighted bounds, MIWAE (Rainforth et al., "Tighter Variational
 * Bounds Are Not Necessarily Better", 2018): `-1/M sum_m log(1/K sum_i w_mi)`. A bound of many
 * draws leaves the encoder a gradient that is mostly noise; with M `bounds` of K `draws` each, the
 * noise falls with M while the bound stays as tight as that of K draws. With one bound it is
 * `importanceWeightedBound`, with one draw the evidence lower bound at M draws. Its terms are those
 * of `importanceWeightedBound`. The decoder runs for all M times K draws of each sample.
 *
 * @throws OptionsError for unknown or wrong options; Error, when the model is first trained, if
 * the densities of code and prior at a draw are not known.
 */
export const multiplyImportanceWeighted: PartFactory<
  Objective,
  [options?: MultiplyImportanceWeightedOptions]
> = part;
