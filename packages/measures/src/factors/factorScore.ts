import { nonNegative, parseOptions, positiveInteger, RandomStream } from '@autoencoder-zoo/core';
import { z } from 'zod';
import { variancesOf } from '../components/covariance.js';
import type { Vectors } from '../shared/vectors.js';
import { factorTable, type FactorTable } from './factorTable.js';

/** Options of {@link factorScore}. */
export interface FactorScoreOptions {
  /** Votes that the classifier learns from, and as many that it is judged on. Default 800. */
  readonly votes?: number;
  /** Samples of each vote, from 2. Default 100. */
  readonly samples?: number;
  /**
   * Units whose variance over all samples is not larger have collapsed and do not count: from 0.
   * Default 0.01, as in `activeUnits`.
   */
  readonly threshold?: number;
  /** Of the draws. Default 0. */
  readonly seed?: number;
}

const schema = z.strictObject({
  votes: positiveInteger.default(800),
  samples: positiveInteger.min(2).default(100),
  threshold: nonNegative.default(0.01),
  seed: z.int().nonnegative().default(0),
});

/**
 * Whether a unit of the code stays still when a factor does: the score of FactorVAE (Kim & Mnih,
 * "Disentangling by factorising", 2018). For a vote, a factor and one of its values are drawn, then
 * samples that have this value; the unit with the least variance, relative to that over all
 * samples, votes for the factor. A classifier learns which factor most votes of each unit are for.
 * The score is its share of right answers on other votes: 1 if each factor has units of its own,
 * about 1 / factors for codes that know nothing of them.
 *
 * Samples are drawn, with replacement, from those given and not made anew. Take it where data with
 * all combinations of factors is at hand; it sees also relations that are no straight lines. It
 * does not see a factor that is spread over several units, for which there is `completeness` in
 * {@link disentanglement}.
 *
 * @param codes - Mean codes, `[samples, ...units]`, at least two units.
 * @param factors - What the samples were made from, `[samples, ...factors]`, at least two, each
 * value of which several samples have; equal numbers are one value, of which nothing but the name
 * counts.
 * @throws RangeError if there are not equally many codes and factors, there are fewer than two
 * units or factors, a factor is the same for all samples, a value is that of one sample only, or
 * all units have collapsed; OptionsError for unknown or wrong options; DataError if a value is not
 * finite.
 */
export function factorScore(
  codes: Vectors,
  factors: Vectors,
  options: FactorScoreOptions = {},
): number {
  const { votes, samples, threshold, seed } = parseOptions('factorScore', schema, options);
  const table = factorTable(codes, factors);
  const groups = groupsOf(table);
  const scale = variancesOf(table.codes);
  const units = [...scale.keys()].filter((unit) => scale[unit] > threshold);
  if (units.length === 0) {
    throw new RangeError(
      `${table.codes.name}: no unit has a variance above ${threshold}; lower the threshold for codes of a small scale`,
    );
  }
  const stream = new RandomStream(seed, 'factor score');
  const vote = (): Vote => {
    const factor = draw(stream, groups.length);
    const value = table.factorColumns[factor][draw(stream, table.codes.length)];
    const rows = groups[factor].get(value)!;
    const chosen = stream.integers(new Uint32Array(samples), rows.length).map((at) => rows[at]);
    return { factor, unit: stillest(units, chosen, table, scale) };
  };
  const known = Array.from({ length: votes }, vote);
  const asked = Array.from({ length: votes }, vote);
  const answers = majorities(known, table.units, groups.length);
  return asked.filter(({ factor, unit }) => answers[unit] === factor).length / votes;
}

interface Vote {
  readonly factor: number;
  readonly unit: number;
}

/** The samples that have each value of each factor. */
function groupsOf({ factors, factorColumns }: FactorTable): Map<number, number[]>[] {
  if (factorColumns.length < 2) {
    throw new RangeError(
      `${factors.name} have 1 value, but the score tells 2 factors apart at least`,
    );
  }
  return factorColumns.map((column, factor) => {
    const groups = new Map<number, number[]>();
    column.forEach((value, row) => {
      const rows = groups.get(value);
      if (rows) rows.push(row);
      else groups.set(value, [row]);
    });
    for (const [value, rows] of groups) {
      if (rows.length > 1) continue;
      throw new RangeError(
        `${factors.name}: factor ${factor} is ${value} for one sample only; give factors of few values, each of several samples`,
      );
    }
    return groups;
  });
}

function draw(stream: RandomStream, bound: number): number {
  return stream.integers(new Uint32Array(1), bound)[0];
}

/** The unit with the least variance over some rows, relative to that over all. */
function stillest(
  units: readonly number[],
  rows: Uint32Array,
  { unitColumns }: FactorTable,
  scale: Float64Array,
): number {
  const relative = units.map((unit) => {
    const values = Array.from(rows, (row) => unitColumns[unit][row]);
    const mean = values.reduce((sum, value) => sum + value) / values.length;
    return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / scale[unit];
  });
  return units[relative.indexOf(Math.min(...relative))];
}

/** The factor that each unit mostly votes for; the first of equally many votes. */
function majorities(votes: readonly Vote[], units: number, factors: number): number[] {
  const counts = Array.from({ length: units }, () => new Array<number>(factors).fill(0));
  for (const { factor, unit } of votes) counts[unit][factor]++;
  return counts.map((row) => row.indexOf(Math.max(...row)));
}
