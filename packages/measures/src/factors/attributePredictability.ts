import type { Vectors } from '../shared/vectors.js';
import { correlationsOf } from './correlations.js';
import { averageOf, factorTable, gap } from './factorTable.js';

/**
 * Whether each factor is told along a line by one unit of the code and no other: the share of the
 * factor's variance that the best unit explains, a squared correlation, less that of the second,
 * averaged over factors (SAP, the separated attribute predictability of Kumar, Sattigeri &
 * Balakrishnan, "Variational inference of disentangled latent concepts from unlabeled
 * observations", 2018). From 0 to 1.
 *
 * Take it for factors that are quantities, with any number of values. It sees straight lines alone:
 * not for angles, nor for names of classes, for which Kumar et al. take thresholds, and
 * `mutualInformationGap` does. A factor of two classes is well given as 0 and 1.
 *
 * @param codes - Mean codes, `[samples, ...units]`, at least two units.
 * @param factors - What the samples were made from, `[samples, ...factors]`, as quantities.
 * @throws RangeError if there are not equally many codes and factors, a code has a single unit, or
 * a factor is the same for all samples; DataError if a value is not finite.
 */
export function separatedAttributePredictability(codes: Vectors, factors: Vectors): number {
  const correlations = correlationsOf(factorTable(codes, factors));
  return averageOf(
    correlations.factors.map((row) => gap(Array.from(row, (correlation) => correlation ** 2))),
  );
}
