import type { Machine } from './machine.js';
import type { Measured, Plan } from './measure.js';
import { productRate, type ProductRate } from './productRate.js';
import { geometricMean, median, speedUp, type Spread } from './statistics.js';
import type { Activity, Task } from './tasks.js';
import { sampleCount } from './workloads/workload.js';

/** An engine beside the zoo. */
export interface Peer extends Measured {
  /** Milliseconds per repetition. */
  readonly median: number;
  /** How many times as fast the zoo is. */
  readonly speedUp: Spread;
}

/** Results of one task. */
export interface Result {
  readonly task: string;
  readonly title: string;
  readonly activity: Activity;
  /** Samples that a repetition goes through. */
  readonly samples: number;
  readonly zoo: Measured & { readonly median: number };
  readonly peers: readonly Peer[];
  /** The fastest form of PyTorch, by its median over all rounds. */
  readonly bestPyTorch?: Peer;
  /** How many times as much memory the most frugal form of PyTorch holds as the zoo. */
  readonly frugality?: number;
  /**
   * What share of the machine's matrix products the engines reach; for tasks which are little else.
   */
  readonly products?: ProductRate;
}

/** A whole run, as it is written to a file. */
export interface Report {
  readonly machine: Machine;
  /** When the run began, in ISO 8601. */
  readonly date: string;
  readonly plan: Plan;
  readonly results: readonly Result[];
}

/**
 * Medians and ratios of what was measured.
 *
 * @param measured - The zoo first.
 * @param probes - Milliseconds per 10^9 operations of plain matrix products, in the same rounds.
 */
export function resultOf(
  { name, title, activity, workload }: Task,
  [ours, ...theirs]: readonly Measured[],
  probes: readonly Measured[] = [],
): Result {
  const peers = theirs.map((peer) => ({
    ...peer,
    median: median(peer.rounds),
    speedUp: speedUp(ours.rounds, peer.rounds),
  }));
  const pytorch = peers.filter(({ engine }) => engine.startsWith('pytorch'));
  const bestPyTorch = pytorch.toSorted((a, b) => a.median - b.median).at(0);
  return {
    task: name,
    title,
    activity,
    samples: activity === 'step' ? workload.batchSize : sampleCount(workload),
    zoo: { ...ours, median: median(ours.rounds) },
    peers,
    ...(bestPyTorch && {
      bestPyTorch,
      frugality: Math.min(...pytorch.map(({ peakMemory }) => peakMemory)) / ours.peakMemory,
    }),
    ...(workload.productOperations !== undefined &&
      probes.length > 0 && {
        products: productRate(workload.productOperations, [ours, ...theirs], probes),
      }),
  };
}

/** What stands in a column of ratios. */
export type Column = 'best PyTorch' | (string & {});

/**
 * The zoo's speed-up over an engine or over the best PyTorch; `undefined` where that did not run.
 */
export function speedUpOver({ peers, bestPyTorch }: Result, column: Column): Spread | undefined {
  const peer =
    column === 'best PyTorch' ? bestPyTorch : peers.find(({ engine }) => engine === column);
  return peer?.speedUp;
}

/**
 * Columns of ratios in some results: engines in the order of their first result, then
 * the best PyTorch.
 */
export function columnsOf(results: readonly Result[]): Column[] {
  const engines = new Set(results.flatMap(({ peers }) => peers.map(({ engine }) => engine)));
  const best = results.some(({ bestPyTorch }) => bestPyTorch) ? ['best PyTorch'] : [];
  return [...engines, ...best];
}

/** Geometric mean of the median ratios of those results that have one. */
export function meanSpeedUp(results: readonly Result[], column: Column): number | undefined {
  const medians = results
    .map((result) => speedUpOver(result, column)?.median)
    .filter((each) => each !== undefined);
  return medians.length > 0 ? geometricMean(medians) : undefined;
}
