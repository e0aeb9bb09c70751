import type { Spread } from '../statistics.js';
import type { Task } from '../tasks.js';

/** Ratios of earlier runs by the names of tasks. */
export type StoredRatios = Readonly<Record<string, number>>;

/** A task with its ratio now and then. */
export interface Verdict {
  readonly task: Task;
  readonly ratio: Spread;
  readonly stored: number;
  readonly fell: boolean;
  /** How often it has been measured. */
  readonly attempts: number;
}

/** How to hold tasks against stored ratios. */
export interface GuardOptions {
  /** The share that a ratio may lose before it counts as fallen. */
  readonly tolerance: number;
  /** Measures the ratio of a task; an attempt after the first is to look more closely. */
  readonly measure: (task: Task, attempt: number) => Promise<Spread>;
  /** How often a task is measured before it counts as fallen. */
  readonly attempts: number;
  /** Whether there is time to measure a fallen task again. */
  readonly isTimeLeft: () => boolean;
  /** Called with each measurement. */
  readonly onVerdict: (verdict: Verdict) => void;
}

/**
 * Holds tasks against their stored ratios. First all are measured; those that fell
 * are measured again, since a busy machine makes single measurements fall, and one
 * that is good once has not fallen.
 *
 * @throws Error for a task without a stored ratio.
 */
export async function guard(
  tasks: readonly Task[],
  ratios: StoredRatios,
  { tolerance, measure, attempts, isTimeLeft, onVerdict }: GuardOptions,
): Promise<Verdict[]> {
  const judge = async (task: Task, attempt: number): Promise<Verdict> => {
    const ratio = await measure(task, attempt);
    const stored = ratios[task.name];
    const fell = ratio.median < stored * (1 - tolerance);
    const verdict = { task, ratio, stored, fell, attempts: attempt };
    onVerdict(verdict);
    return verdict;
  };
  refuseUnknown(tasks, ratios);
  const verdicts: Verdict[] = [];
  for (const task of tasks) verdicts.push(await judge(task, 1));
  for (let attempt = 2; attempt <= attempts; attempt++) {
    for (const [index, { task, fell }] of verdicts.entries()) {
      if (fell && isTimeLeft()) verdicts[index] = await judge(task, attempt);
    }
  }
  return verdicts;
}

function refuseUnknown(tasks: readonly Task[], ratios: StoredRatios): void {
  const unknown = tasks.filter(({ name }) => !(name in ratios)).map(({ name }) => name);
  if (unknown.length > 0) {
    throw new Error(
      `there is no stored ratio of ${unknown.join(', ')}; "npm run bench -- --store --only ${unknown.join(',')}" stores what is measured now`,
    );
  }
}
