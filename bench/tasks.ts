import type { Workload } from './workloads/workload.js';
import { variational } from './workloads/variational.js';
import { deep } from './workloads/deep.js';
import { workloads } from './workloads/index.js';

/**
 * What is done with a model again and again: one training step, one epoch with
 * everything that belongs to it, or the codes or the loss of all samples.
 */
export type Activity = 'step' | 'epoch' | 'encode' | 'evaluate';

/** One line of the results: a model and what is done with it. */
export interface Task {
  /** On the command line and in files of results. */
  readonly name: string;
  /** For tables. */
  readonly title: string;
  readonly activity: Activity;
  readonly workload: Workload;
}

/** All tasks, in the order in which they run. */
export const tasks: readonly Task[] = [
  ...workloads.map((workload): Task => ({
    name: workload.name,
    title: workload.title,
    activity: 'step',
    workload,
  })),
  whole('variationalEpoch', 'epoch', variational, 'variational 784-400-20, an epoch'),
  whole('variationalEncode', 'encode', variational, 'variational 784-400-20, encoding'),
  whole('deepEncode', 'encode', deep, 'dense 784-1000-500-250-30, encoding'),
  whole('variationalEvaluate', 'evaluate', variational, 'variational 784-400-20, evaluation'),
  whole('deepEvaluate', 'evaluate', deep, 'dense 784-1000-500-250-30, evaluation'),
];

function whole(name: string, activity: Activity, workload: Workload, title: string): Task {
  return { name, title, activity, workload };
}
