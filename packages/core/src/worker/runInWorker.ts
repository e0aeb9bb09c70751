import { AHEAD, START, type FromRun, type StartMessage, type ToRun } from './messages.js';

/** Options of {@link runInWorker}. */
export interface RunOptions {
  /** Asks the run to end; what it still has to say arrives. Default: never. */
  readonly signal?: AbortSignal;
}

/**
 * Starts a run in a worker that calls `serveRuns`, and gives its events as they happen. The worker
 * computes at most 16 events ahead, so a page that stops to take them pauses the run. Leaving the
 * loop aborts it.
 *
 * The worker lives on and keeps what it holds; `worker.terminate()` frees all of it at once.
 *
 * @param input - For the run; cloned.
 * @throws Error what the run threw, with its name and message, and if the worker's script fails.
 *
 * @example
 * ```ts
 * const worker = new Worker(new URL('./train.worker.js', import.meta.url), { type: 'module' });
 * for await (const event of runInWorker<TrainEvent>(worker, { epochs: 10 })) {
 *   if (event.kind === 'epoch') console.log(event.terms.loss);
 * }
 * ```
 */
export async function* runInWorker<Event>(
  worker: Pick<Worker, 'postMessage' | 'addEventListener' | 'removeEventListener'>,
  input?: unknown,
  { signal }: RunOptions = {},
): AsyncGenerator<Event, void, undefined> {
  const { port1: port, port2 } = new MessageChannel();
  const arrived: FromRun[] = [];
  let wake: (() => void) | undefined;
  const receive = (message: FromRun) => {
    arrived.push(message);
    wake?.();
  };
  const say = (message: ToRun) => port.postMessage(message);
  const abort = () => say({ kind: 'abort' });
  const failed = (event: globalThis.Event) =>
    receive({ kind: 'error', error: failureOf(event), name: 'Error' });

  port.onmessage = ({ data }: MessageEvent<FromRun>) => receive(data);
  worker.addEventListener('error', failed);
  signal?.addEventListener('abort', abort);
  worker.postMessage({ kind: START, input } satisfies StartMessage, [port2]);
  if (signal?.aborted) abort();
  try {
    let taken = 0;
    for (;;) {
      while (arrived.length === 0) await new Promise<void>((resolve) => (wake = resolve));
      const message = arrived.shift()!;
      if (message.kind === 'end') return;
      if (message.kind === 'error') throw revived(message);
      yield message.event as Event;
      if (++taken === AHEAD / 4) {
        say({ kind: 'taken', count: taken });
        taken = 0;
      }
    }
  } finally {
    say({ kind: 'leave' });
    signal?.removeEventListener('abort', abort);
    worker.removeEventListener('error', failed);
    port.close();
  }
}

function revived({ error, name }: Extract<FromRun, { kind: 'error' }>): unknown {
  if (!(error instanceof Error)) return error;
  // The name of some errors cannot be assigned.
  return Object.defineProperty(error, 'name', { value: name });
}

function failureOf(event: globalThis.Event): Error {
  const { message } = event as ErrorEvent;
  return new Error(`the worker failed: ${message || 'its script could not be loaded'}`);
}
