import { expect, it } from 'vitest';
import type { Spread } from '../statistics.js';
import { tasks } from '../tasks.js';
import { guard, type Verdict } from './guard.js';

const [first, second] = tasks;
const stored = { [first.name]: 2, [second.name]: 1 };

/** Judges two tasks; `ratios` are what is measured, in this order. */
async function judge(ratios: readonly number[], isTimeLeft = () => true) {
  const left = [...ratios];
  const measured: string[] = [];
  const seen: Verdict[] = [];
  const verdicts = await guard([first, second], stored, {
    measure: (task, attempt) => {
      measured.push(`${task.name} ${attempt}`);
      return Promise.resolve(exactly(left.shift()!));
    },
    tolerance: 0.1,
    attempts: 3,
    isTimeLeft,
    onVerdict: (verdict) => seen.push(verdict),
  });
  return { fell: verdicts.map(({ fell }) => fell), measured, seen };
}

function exactly(median: number): Spread {
  return { median, lowest: median, highest: median };
}

it('lets the tolerance pass', async () => {
  const { fell, measured } = await judge([1.81, 5]);
  expect(fell).toEqual([false, false]);
  expect(measured).toEqual([`${first.name} 1`, `${second.name} 1`]);
});

it('measures what fell again after all others, and believes one good measurement', async () => {
  const { fell, measured, seen } = await judge([1.5, 1, 1.95]);
  expect(measured).toEqual([`${first.name} 1`, `${second.name} 1`, `${first.name} 2`]);
  expect(fell).toEqual([false, false]);
  expect(seen.map((verdict) => verdict.fell)).toEqual([true, false, false]);
});

it('says that a task fell when it falls every time', async () => {
  const { fell, measured } = await judge([2, 0.8, 0.8, 0.8]);
  expect(fell).toEqual([false, true]);
  expect(measured.slice(2)).toEqual([`${second.name} 2`, `${second.name} 3`]);
});

it('does not measure again when no time is left', async () => {
  const { fell, measured } = await judge([2, 0.8], () => false);
  expect(fell).toEqual([false, true]);
  expect(measured).toHaveLength(2);
});

it('asks for a ratio that is not stored, before it measures', async () => {
  const measure = () => Promise.reject(new Error('measured'));
  await expect(
    guard(
      [first],
      {},
      { tolerance: 0.1, measure, attempts: 1, isTimeLeft: () => true, onVerdict: () => undefined },
    ),
  ).rejects.toThrow(`no stored ratio of ${first.name}; "npm run bench -- --store --only`);
});
