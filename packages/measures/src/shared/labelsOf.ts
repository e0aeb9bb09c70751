import type { Dataset } from '@autoencoder-zoo/core';

/**
 * One class for each sample: those given, or the data set's own.
 *
 * @throws RangeError if there are none, or not as many as samples.
 */
export function labelsOf(
  { name, length, labels: own }: Pick<Dataset, 'name' | 'length' | 'labels'>,
  given: ArrayLike<number> | undefined,
): ArrayLike<number> {
  const labels = given ?? own;
  if (labels === undefined) throw new RangeError(`${name}: no labels; give one for each sample`);
  if (labels.length === length) return labels;
  throw new RangeError(
    `${name}: ${labels.length} labels do not fit ${length} samples; give one for each`,
  );
}
