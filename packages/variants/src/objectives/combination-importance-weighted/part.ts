import {
  definePart,
  positiveInteger,
  rate,
  type Objective,
  type PartFactory,
} from '@autoencoder-zoo/core';
import { z } from 'zod';
import { importanceWeighted } from '../../shared/bounds/importanceWeighted.js';

/** Options of {@link combinationImportanceWeighted}. */
export interface CombinationImportanceWeightedOptions {
  /** Codes drawn for each sample, from 1 to 100,000. Default 5. */
  readonly draws?: number;
  /** Share of the evidence lower bound, 0 to 1: beta of the paper. Default 0.5. */
  readonly evenly?: number;
}

const part = definePart({
  kind: 'objective',
  name: 'combinationImportanceWeighted@1',
  options: z.strictObject({
    draws: positiveInteger.max(100_000).default(5),
    evenly: rate.default(0.5),
  }),
  build: ({ draws, evenly }) => ({
    independent: true,
    draws,
    perDraw: draws > 1,
    terms: (input) => importanceWeighted(input, { draws, evenly }),
  }),
});

/**
 * A share of the evidence lower bound and the rest of the importance-weighted one, of the same
 * draws, CIWAE (Rainforth et al., "Tighter Variational Bounds Are Not Necessarily Better", 2018):
 * `-evenly * 1/K sum_i log w_i - (1 - evenly) * log(1/K sum_i w_i)`. The first gives the encoder a
 * gradient that does not drown in noise, the second tightens the bound. Its terms are those of
 * `importanceWeightedBound`; draws count by `evenly / K` and `1 - evenly` of their share, and
 * `weighting` has the factor `1 - evenly`.
 *
 * @throws OptionsError for unknown or wrong options; Error, when the model is first trained, if
 * the densities of code and prior at a draw are not known.
 */
export const combinationImportanceWeighted: PartFactory<
  Objective,
  [options?: CombinationImportanceWeightedOptions]
> = part;
