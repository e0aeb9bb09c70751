import { guard, type Verdict } from '../check/guard.js';
import { ratioOfPasses } from '../check/ratio.js';
import { readStoredRatios, store } from '../check/storedRatios.js';
import { times } from '../format.js';
import type { Plan } from '../measure.js';
import type { Options } from '../options.js';
import { print } from '../output.js';
import type { Task } from '../tasks.js';

/** Seconds after which the quick check measures nothing again. */
const enough = 70;

/**
 * Holds training steps against their stored ratios to the same steps without passes.
 *
 * @returns Whether none fell.
 */
export async function check({ tasks, plan, quick }: Options): Promise<boolean> {
  const start = performance.now();
  print('How many times as fast steps are with the passes over their graphs\n');
  const verdicts = await guard(tasks.filter(isStep), await readStoredRatios(), {
    measure: (task, attempt) => ratioOfPasses(task, closer(plan, attempt)),
    attempts: 3,
    isTimeLeft: () => !quick || performance.now() - start < enough * 1000,
    onVerdict: (verdict) => print(line(verdict)),
  });
  const fallen = verdicts.filter(({ fell }) => fell);
  const seconds = Math.round((performance.now() - start) / 1000);
  print(
    fallen.length === 0
      ? `\nNone fell (${seconds} s)`
      : `\nFell by more than 10 %: ${fallen.map(({ task }) => task.name).join(', ')} (${seconds} s)`,
  );
  return fallen.length === 0;
}

/** Writes the ratios of now to the file that {@link check} reads. */
export async function storeRatios({ tasks, plan }: Options): Promise<void> {
  for (const task of tasks.filter(isStep)) {
    const ratio = await ratioOfPasses(task, plan);
    await store({ [task.name]: Number(ratio.median.toFixed(3)) });
    print(`${task.title.padEnd(58)}${times(ratio)}`);
  }
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
  return `${task.title.padEnd(58)}${times(ratio).padEnd(21)}${notes.join(', ')}`;
}
