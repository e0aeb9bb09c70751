import type { Measured } from './measure.js';
import { median, spread, type Spread } from './statistics.js';

/** How near engines come to the fastest matrix products of the machine. */
export interface ProductRate {
  /** What made the fastest products. */
  readonly probe: string;
  /** Its rate in 10^9 floating point operations a second. */
  readonly rate: Spread;
  /** What part of that rate each engine reaches over a whole training step. */
  readonly shares: Readonly<Record<string, Spread>>;
}

/**
 * Compares rates over rounds in which all ran.
 *
 * @param operations - Floating point operations of a repetition's matrix products.
 * @param engines - Milliseconds per repetition.
 * @param probes - Milliseconds per 10^9 operations.
 */
export function productRate(
  operations: number,
  engines: readonly Measured[],
  probes: readonly Measured[],
): ProductRate {
  const [fastest] = probes.toSorted((a, b) => median(a.rounds) - median(b.rounds));
  const ideal = fastest.rounds.map((milliseconds) => (operations / 1e9) * milliseconds);
  return {
    probe: fastest.version,
    rate: spread(fastest.rounds.map((milliseconds) => 1000 / milliseconds)),
    shares: Object.fromEntries(
      engines.map(({ engine, rounds }) => [
        engine,
        spread(rounds.map((time, round) => ideal[round] / time)),
      ]),
    ),
  };
}
