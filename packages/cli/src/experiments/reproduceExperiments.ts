import { join } from 'node:path';
import { tryFile } from '@autoencoder-zoo/core/files/node';
import { duration } from '@autoencoder-zoo/core/progress';
import {
  documentsOf,
  experimentNames,
  findExperiment,
  oursText,
  publishedText,
  record,
  reproduce,
  reproduceSeed,
  reproducedText,
  type Reproduction,
  type Result,
} from '@autoencoder-zoo/experiments';
import { usage, UsageError } from '../errors.js';
import { interruptible } from '../interruption.js';
import { note } from '../output.js';
import { table } from '../text.js';

/** What `aezoo reproduce` is asked for. */
export interface ReproduceExperimentsOptions {
  readonly seeds?: number;
  /** One seed alone, without a result. */
  readonly seed?: number;
  readonly quick?: boolean;
  /** Default: `runs/experiments/<name>`. */
  readonly into?: string;
  readonly fresh?: boolean;
  readonly record?: boolean;
  readonly verbose?: boolean;
}

/** A result and its folder. */
interface Stored extends Reproduction {
  readonly into: string;
}

/**
 * Reproduces experiments in turn.
 *
 * @param tell - Gets each result when it is there.
 * @throws UsageError for unknown names and options that do not go together, before anything is run.
 */
export async function reproduceExperiments(
  names: readonly string[],
  { into, seed, record: recorded = false, ...options }: ReproduceExperimentsOptions,
  tell: (stored: Stored) => void,
): Promise<{ readonly results: readonly Stored[]; readonly interrupted: boolean }> {
  if (recorded && options.quick) {
    throw new UsageError('--quick and --record came; only full results are recorded');
  }
  const whole = { '--seeds': options.seeds, '--fresh': options.fresh, '--record': recorded };
  const unfit = Object.entries(whole).find(([, value]) => value);
  if (seed !== undefined && unfit) {
    throw new UsageError(`--seed and ${unfit[0]} came; ${unfit[0]} is for all seeds together`);
  }
  const experiments = await usage(() => Promise.all(names.map((name) => findExperiment(name))));
  if (recorded) await usage(() => Promise.all(names.map((name) => documentsOf(name))));
  const results: Stored[] = [];
  const interrupted = await interruptible(async (signal) => {
    for (const experiment of experiments) {
      const own = `${experiment.name}${options.quick ? '-quick' : ''}`;
      const folder =
        into === undefined
          ? join('runs', 'experiments', own)
          : experiments.length > 1
            ? join(into, own)
            : into;
      await usage(() => tryFile(join(folder, 'result.json')), '--into');
      try {
        if (seed !== undefined) {
          await reproduceSeed(experiment, seed, { ...options, into: folder, signal, note });
          continue;
        }
        const done = await reproduce(experiment, { ...options, into: folder, signal, note });
        if (recorded) await record(done, experimentNames);
        const stored = { ...done, into: folder };
        results.push(stored);
        tell(stored);
      } catch (error) {
        if (signal.aborted) return true;
        throw error;
      }
    }
    return false;
  });
  return { results, interrupted };
}

/** A result as `--json` gives it. */
export function summaryOf({ name, rows, seconds }: Result) {
  return {
    name,
    rows: rows.map(({ what, published, source, ours, tolerance, reproduced }) => ({
      what,
      published,
      source,
      ours,
      tolerance,
      reproduced,
    })),
    seconds,
  };
}

/** A result for people. */
export function describeResult(result: Result): string {
  const { title, quick, seeds, rows, seconds } = result;
  const count = seeds.length === 1 ? '1 seed' : `${seeds.length} seeds`;
  return [
    `${title}${quick ? ' (quick version)' : ''}: ${count}, ${duration(seconds)}`,
    table(
      [
        ['figure', 'published', 'ours', 'counts as reproduced', 'reproduced'],
        ...rows.map((row) => [
          row.what,
          publishedText(row),
          oursText(row),
          row.tolerance ?? '-',
          reproducedText(row),
        ]),
      ],
      '  ',
    ),
  ].join('\n');
}
