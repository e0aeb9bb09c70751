import { nonNegative, parseOptions } from '@autoencoder-zoo/core';
import { z } from 'zod';
import { entropyOf } from '../shared/contingency.js';
import { requireSameSize, type Vectors } from '../shared/vectors.js';
import { correlationsOf } from './correlations.js';
import { averageOf, factorTable, type FactorTable } from './factorTable.js';
import { lasso } from './lasso.js';

/** What {@link disentanglement} measures. */
export interface DisentanglementOptions {
  /** Mean codes that the regressions are fitted to, `[samples, ...units]`, at least two units. */
  readonly trainCodes: Vectors;
  /** What their samples were made from, `[samples, ...factors]`: quantities, at least two. */
  readonly trainFactors: Vectors;
  /** Codes of other samples, on which the regressions are judged. */
  readonly testCodes: Vectors;
  /** What these were made from. */
  readonly testFactors: Vectors;
  /**
   * Weight of the absolute values of the regressions' weights, for units and factors of variance 1:
   * from 0. The larger, the fewer units count for a factor. Default 0.01.
   */
  readonly penalty?: number;
}

/** Result of {@link disentanglement}, each from 0 to 1. */
export interface Disentanglement {
  /** Whether each unit matters for one factor alone; units count as much as they matter. */
  readonly disentanglement: number;
  /** Whether each factor takes one unit alone; 0 for a factor that no unit matters for. */
  readonly completeness: number;
  /**
   * Share of the test factors' variance that the regressions explain, averaged over factors; below
   * 0 if they are worse than the mean. The normalised error of the paper is the root of 1 minus it.
   */
  readonly informativeness: number;
}

const schema = z.strictObject({ penalty: nonNegative.default(0.01) });

/**
 * Disentanglement, completeness and informativeness (DCI; Eastwood & Williams, "A framework for the
 * quantitative evaluation of disentangled representations", 2018). A lasso predicts each factor
 * from the code, both scaled to variance 1. How much a unit matters for a factor is the absolute
 * value of its weight. `disentanglement` is 1 minus the entropy, in units of the largest, of
 * the shares of a unit's weights over factors; `completeness` that of a factor's over units.
 *
 * Take it to tell apart what other scores mix: a code can be informative and not disentangled. The
 * lasso, one of the paper's two regressors, sees straight lines alone: not for angles or for names
 * of classes, unless each class is a factor of its own, 0 or 1.
 *
 * Time grows with the samples times the square of units and factors together.
 *
 * @throws RangeError if codes and factors do not fit each other, there are fewer than two units or
 * factors, or a factor is the same for all samples; OptionsError for unknown or wrong options;
 * DataError if a value is not finite.
 */
export function disentanglement(options: DisentanglementOptions): Disentanglement {
  const { trainCodes, trainFactors, testCodes, testFactors, ...rest } = options;
  const { penalty } = parseOptions('disentanglement', schema, rest);
  const train = factorTable(trainCodes, trainFactors);
  const test = factorTable(testCodes, testFactors);
  requireSameSize(train.codes, test.codes);
  requireSameSize(train.factors, test.factors);
  if (train.factorColumns.length < 2) {
    throw new RangeError(
      `${train.factors.name} have 1 value, but disentanglement is of 2 factors at least`,
    );
  }
  const correlations = correlationsOf(train);
  const weights = correlations.factors.map((row) => lasso(correlations.units, row, penalty));
  const ofFactors = weights.map((row) => Array.from(row, Math.abs));
  const ofUnits = train.unitColumns.map((_, unit) => ofFactors.map((row) => row[unit]));
  const total = ofFactors.reduce((sum, row) => sum + sumOf(row), 0);
  return {
    disentanglement: ofUnits.reduce(
      (sum, row) => sum + (total > 0 ? (sumOf(row) / total) * concentration(row) : 0),
      0,
    ),
    completeness: averageOf(ofFactors.map(concentration)),
    informativeness: averageOf(
      weights.map((row, factor) => explainedShare(row, factor, train, test)),
    ),
  };
}

/** 1 minus the entropy of shares, with their number as its base; 0 if all are 0. */
function concentration(values: readonly number[]): number {
  const sum = sumOf(values);
  if (sum === 0) return 0;
  return 1 - entropyOf(values) / Math.log(values.length);
}

/** Share of the variance of a test factor that the regression for it explains. */
function explainedShare(
  weights: Float64Array,
  factor: number,
  train: FactorTable,
  test: FactorTable,
): number {
  const known = momentsOf(train.factorColumns[factor]);
  const truth = test.factorColumns[factor];
  const guesses = new Float64Array(truth.length).fill(known.mean);
  weights.forEach((weight, unit) => {
    if (weight === 0) return;
    const { mean, deviation } = momentsOf(train.unitColumns[unit]);
    const slope = (weight * known.deviation) / deviation;
    test.unitColumns[unit].forEach((value, row) => (guesses[row] += slope * (value - mean)));
  });
  const { mean } = momentsOf(truth);
  const lost = truth.reduce((sum, value, row) => sum + (value - guesses[row]) ** 2, 0);
  return 1 - lost / truth.reduce((sum, value) => sum + (value - mean) ** 2, 0);
}

function momentsOf(values: Float64Array): { mean: number; deviation: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, deviation: Math.sqrt(squares / values.length) };
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
