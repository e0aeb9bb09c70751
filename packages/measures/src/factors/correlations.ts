import { Dataset } from '@autoencoder-zoo/core';
import { covarianceOf, meanOf } from '../components/covariance.js';
import type { FactorTable } from './factorTable.js';

/** Correlations of codes and factors, from -1 to 1; those of a unit that does not vary are 0. */
export interface Correlations {
  /** Between units, by unit and unit. */
  readonly units: readonly Float64Array[];
  /** Of each factor with the units, by factor and unit. */
  readonly factors: readonly Float64Array[];
}

export function correlationsOf(table: FactorTable): Correlations {
  const { unitColumns, factorColumns, units } = table;
  const columns = [...unitColumns, ...factorColumns];
  const size = columns.length;
  const values = new Float64Array(size * table.codes.length);
  columns.forEach((column, at) => {
    column.forEach((value, row) => (values[row * size + at] = value));
  });
  const together = new Dataset({ name: 'codes and factors', values, shape: [size] });
  const covariance = covarianceOf(together, meanOf(together));
  const deviation = columns.map((_, at) => Math.sqrt(covariance[at * size + at]));
  const rows = columns.map((_, row) =>
    Float64Array.from({ length: units }, (_, unit) => {
      const scale = deviation[row] * deviation[unit];
      return scale > 0 ? covariance[row * size + unit] / scale : 0;
    }),
  );
  return { units: rows.slice(0, units), factors: rows.slice(units) };
}
