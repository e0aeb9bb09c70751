import { contingencyOf, entropyOf, mutualInformationOf } from '../shared/contingency.js';
import type { Vectors } from '../shared/vectors.js';
import { averageOf, factorTable, gap } from './factorTable.js';

/** Options of {@link mutualInformationGap}. */
export interface MutualInformationGapOptions {
  /** Intervals of equal width that the range of each unit is cut into: from 2. Default 20. */
  readonly bins?: number;
}

/**
 * Whether each factor is known from one unit of the code and no other: the mutual information of
 * the factor with the unit that says most of it, less that with the second, over the entropy of the
 * factor, averaged over factors (MIG; Chen et al., "Isolating sources of disentanglement in
 * variational autoencoders", 2018). From 0 to 1.
 *
 * Chen et al. compute the information from the distributions of the codes; here units are cut into
 * bins, as by Locatello et al., "Challenging common assumptions in the unsupervised learning of
 * disentangled representations", 2019. Information from few samples is too large, by about
 * `bins values / (2 samples)` nats: give thousands. Take it where factors have few values and each
 * should have a unit of its own; not for a factor that needs two units, such as an angle, nor for
 * factors whose values are all different.
 *
 * @param codes - Mean codes, `[samples, ...units]`, at least two units.
 * @param factors - What the samples were made from, `[samples, ...factors]`; equal numbers are one
 * value, of which nothing but the name counts.
 * @throws RangeError if there are not equally many codes and factors, a code has a single unit, a
 * factor is the same for all samples, or `bins` is no integer from 2; DataError if a value is not
 * finite.
 */
export function mutualInformationGap(
  codes: Vectors,
  factors: Vectors,
  { bins = 20 }: MutualInformationGapOptions = {},
): number {
  if (!Number.isInteger(bins) || bins < 2) {
    throw new RangeError(`the number of bins is an integer from 2, but is ${bins}`);
  }
  const { unitColumns, factorColumns } = factorTable(codes, factors);
  const binned = unitColumns.map((column) => binsOf(column, bins));
  const gaps = factorColumns.map((factor) => {
    const tables = binned.map((unit) => contingencyOf(unit, factor));
    return gap(tables.map(mutualInformationOf)) / entropyOf(tables[0].classes);
  });
  return averageOf(gaps);
}

/** The interval of each value, of `bins` between the least and the largest. */
function binsOf(values: Float64Array, bins: number): Float64Array {
  let [least, largest] = [Infinity, -Infinity];
  for (const value of values) {
    least = Math.min(least, value);
    largest = Math.max(largest, value);
  }
  const width = (largest - least) / bins;
  return values.map((value) =>
    width > 0 ? Math.min(Math.floor((value - least) / width), bins - 1) : 0,
  );
}
