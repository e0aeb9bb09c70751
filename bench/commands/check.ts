import { guard, type Verdict } from '../check/guard.js';
import { guarded, type Guarded } from '../check/kinds.js';
import { readStoredRatios, store } from '../check/storedRatios.js';
import { times } from '../format.js';
import type { Plan } from '../measure.js';
import type { Options } from '../options.js';
import { print } from '../output.js';
import type { Task } from '../tasks.js';

/** Seconds after which the quick check measures no ratio of a kind again. */
const enough = 90;

/**
 * Holds training steps against their stored ratios: to the same steps without passes, and first
 * steps to a fixed piece of JavaScript.
 *
 * @returns Whether none fell.
 */
export async function check({ tasks, plan, quick }: Options): Promise<boolean> {
  const start = performance.now();
  const fallen: string[] = [];
  for (const { name, title, tolerance, measure } of guarded) {
    print(`${title}\n`);
    const begin = performance.now();
    const verdicts = await guard(tasks.filter(isStep), await readStoredRatios(name), {
      tolerance,
      measure: (task, attempt) => measure(task, closer(plan, attempt)),
      attempts: 3,
      isTimeLeft: () => !quick || performance.now() - begin < enough * 1000,
      onVerdict: (verdict) => print(line(verdict)),
    });
    print('');
    fallen.push(...verdicts.filter(({ fell }) => fell).map(({ task }) => `${task.name} (${name})`));
  }
  const seconds = Math.round((performance.now() - start) / 1000);
  print(
    fallen.length === 0 ? `None fell (${seconds} s)` : `Fell: ${fallen.join(', ')} (${seconds} s)`,
  );
  return fallen.length === 0;
}

/** Writes the ratios of now to the file that {@link check} reads. */
export async function storeRatios({ tasks, plan }: Options): Promise<void> {
  for (const { name, title, measure } of guarded) {
    print(`${title}\n`);
    for (const task of tasks.filter(isStep))
      await storeRatio(name, task, await measure(task, plan));
    print('');
  }
}

async function storeRatio(
  kind: Guarded['name'],
  task: Task,
  ratio: Awaited<ReturnType<Guarded['measure']>>,
): Promise<void> {
  await store(kind, { [task.name]: Number(ratio.median.toFixed(3)) });
  print(`${task.title.padEnd(68)}${times(ratio)}`);
}

function isStep({ activity }: Task): boolean {
  return activity === 'step';
}

function closer({ rounds, seconds }: Plan, attempt: number): Plan {
  return { rounds: rounds * attempt, seconds };
}

function line({ task, ratio, stored, fell, attempts }: Verdict): string {
  const notes = [
    `stored x${stored.toFixed(2)}`,
    ...(fell ? [`fell: ${Math.round(100 * (ratio.median / stored - 1))} %`] : []),
    ...(attempts > 1 ? [`measurement ${attempts}`] : []),
  ];
  return `${task.title.padEnd(68)}${times(ratio).padEnd(21)}${notes.join(', ')}`;
}
