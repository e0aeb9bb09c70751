import type { Attack } from '../attack.js';
import { endOf, program, run } from '../support/process.js';
import { expect, tryAll } from '../support/scenarios.js';

/** What a worker is about when it is terminated. */
export const activities = ['dense training', 'LSTM training', 'encoding', 'LSTM encoding'] as const;

/** Workers that are terminated in the middle of their work. */
export const workers: Attack = {
  name: 'worker threads that are terminated',
  promise: 'the process lives on, and computes the same bits as before',
  run(context) {
    const times = context.quick ? 1 : 10;
    return tryAll(
      (context.quick ? activities.slice(1, 2) : activities).map((activity) => ({
        name: activity,
        async run() {
          const words = [program('workers'), activity, String(times), String(context.seed)];
          const ended = await run(words, { limit: 180_000 });
          expect(ended.code === 0, endOf(ended));
        },
      })),
      context,
    ).then((outcome) => ({ ...outcome, remark: `each ${times} times` }));
  },
};
