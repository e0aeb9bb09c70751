// The page of the tests: it hands tasks to workers, and watches itself.
import { runInWorker } from '@autoencoder-zoo/core/worker';
import type { Task } from './worker.js';

/** What a test can call in the page. */
export interface Page {
  /** Events of a task in a worker of its own; aborted after some of them, if asked. */
  run(task: Task, abortAfter?: number): Promise<unknown[]>;
  /** The longest time without a turn for timers while some steps were made, in milliseconds. */
  gapDuring(task: Task): Promise<number>;
  /** Aborts a task soon after its begin, in a worker that stays for the next call. */
  abortSoon(task: Task): Promise<void>;
  /** Ends the worker that stayed. */
  endWorker(): void;
}

let staying: Worker | undefined;

const startWorker = () => new Worker('./worker.js', { type: 'module' });

async function eventsOf(worker: Worker, task: Task, abortAfter = Infinity): Promise<unknown[]> {
  const controller = new AbortController();
  const events: unknown[] = [];
  for await (const event of runInWorker(worker, task, { signal: controller.signal })) {
    events.push(event);
    if (events.length === abortAfter) controller.abort();
  }
  return events;
}

const page: Page = {
  async run(task, abortAfter) {
    const worker = startWorker();
    try {
      return await eventsOf(worker, task, abortAfter);
    } finally {
      worker.terminate();
    }
  },

  async gapDuring(task) {
    let gap = 0;
    let last = performance.now();
    const timer = setInterval(() => {
      const now = performance.now();
      gap = Math.max(gap, now - last);
      last = now;
    });
    await page.run(task);
    clearInterval(timer);
    return gap;
  },

  async abortSoon(task) {
    staying ??= startWorker();
    await eventsOf(staying, task, 3);
  },

  endWorker() {
    staying?.terminate();
    staying = undefined;
  },
};

Object.assign(globalThis, { page });
