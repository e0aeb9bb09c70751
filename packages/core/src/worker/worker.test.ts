import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { runInWorker, serveRuns, type ServedRun, type WorkerScope } from './index.js';

/** A worker in this thread; messages are cloned all the same. */
function workerOf<Input, Event>(run: ServedRun<Input, Event>) {
  const listeners = new Map<string, (event: never) => void>();
  const scope: WorkerScope = {
    addEventListener: (_, listener) => listeners.set('served', listener),
  };
  serveRuns(run, scope);
  return {
    postMessage(data: unknown, ports: Transferable[] = []) {
      listeners.get('served')!({ data: structuredClone(data), ports } as never);
    },
    addEventListener: (type: string, listener: (event: never) => void) =>
      listeners.set(type, listener),
    removeEventListener: (type: string) => listeners.delete(type),
    fail: (message: string) => listeners.get('error')!({ message } as never),
  } as Pick<Worker, 'postMessage' | 'addEventListener' | 'removeEventListener'> & {
    fail(message: string): void;
  };
}

/** Counts until it is aborted. */
async function* count({ to }: { to: number }, signal: AbortSignal) {
  for (let i = 0; i < to && !signal.aborted; i++) {
    await sleep(0);
    yield i;
  }
  if (signal.aborted) yield 'aborted';
}

async function collect(events: AsyncIterable<unknown>) {
  const all: unknown[] = [];
  for await (const event of events) all.push(event);
  return all;
}

describe('a run in a worker', () => {
  it('gives its events in order, more than it may be ahead', async () => {
    const worker = workerOf(count);
    expect(await collect(runInWorker(worker, { to: 100 }))).toEqual([...Array(100).keys()]);
  });

  it('ends by itself when aborted, and what it says then arrives', async () => {
    const controller = new AbortController();
    const all: unknown[] = [];
    const { signal } = controller;
    for await (const event of runInWorker(workerOf(count), { to: 1e6 }, { signal })) {
      all.push(event);
      if (event === 5) controller.abort();
    }
    expect(all.at(-1)).toBe('aborted');
    expect(all.length).toBeLessThan(30);
    const late = runInWorker(workerOf(count), { to: 10 }, { signal });
    expect((await collect(late)).at(-1)).toBe('aborted');
  });

  it('waits for a page that takes no events', async () => {
    let made = 0;
    const worker = workerOf(async function* () {
      for (;;) {
        await sleep(0);
        yield made++;
      }
    });
    const events = runInWorker<number>(worker);
    await events.next();
    await sleep(30);
    const paused = made;
    await sleep(30);
    expect(made).toBe(paused);
    while (made === paused) await events.next();
    await events.return();
    await sleep(30);
    const left = made;
    await sleep(30);
    expect(made).toBe(left);
  });

  it('is aborted when the page leaves the loop', async () => {
    let ended: ((reason: string) => void) | undefined;
    const end = new Promise((resolve) => (ended = resolve));
    const worker = workerOf(async function* (_: unknown, signal) {
      signal.addEventListener('abort', () => ended!('aborted'));
      while (!signal.aborted) {
        await sleep(1);
        yield 1;
      }
    });
    for await (const event of runInWorker(worker)) if (event === 1) break;
    expect(await end).toBe('aborted');
  });

  it('fails as the run fails', async () => {
    class DivergenceError extends RangeError {
      override name = 'DivergenceError';
    }
    const worker = workerOf(async function* () {
      yield await Promise.resolve(1);
      throw new DivergenceError('the loss is NaN');
    });
    const error: unknown = await collect(runInWorker(worker)).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(Error);
    expect(error).toMatchObject({ name: 'DivergenceError', message: 'the loss is NaN' });
  });

  it('fails when the script does', async () => {
    const worker = workerOf(count);
    const events = runInWorker(worker, { to: Infinity });
    await events.next();
    worker.fail('x is not defined');
    await expect(collect(events)).rejects.toThrow('the worker failed: x is not defined');
  });

  it('leaves other messages alone', () => {
    const worker = workerOf(() => {
      throw new Error('this was no run');
    });
    for (const message of [null, 'text', { kind: 'mine' }]) {
      expect(() => worker.postMessage(message)).not.toThrow();
    }
  });
});
