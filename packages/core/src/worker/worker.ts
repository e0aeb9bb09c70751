import { AHEAD, START, type FromRun, type StartMessage, type ToRun } from './messages.js';

/**
 * Something that takes a while and tells of it, such as a training run.
 *
 * @param input - What the page gave.
 * @param signal - Aborted when the page has had enough.
 */
export type ServedRun<Input, Event> = (input: Input, signal: AbortSignal) => AsyncIterable<Event>;

/** Where messages of the page arrive: the global scope of a worker. */
export interface WorkerScope {
  /** Calls `listener` with each message. */
  addEventListener(type: 'message', listener: (event: MessageEvent<unknown>) => void): void;
}

/**
 * Lets pages start runs in this worker with {@link runInWorker}. Input and events are
 * cloned on their way, as by `postMessage`.
 *
 * @param run - Begins anew for each call of the page.
 * @param scope - Default: this worker.
 *
 * @example
 * ```ts
 * serveRuns(async function* ({ epochs }: { epochs: number }, signal) {
 *   yield* train(model, data, { epochs, signal });
 * });
 * ```
 */
export function serveRuns<Input, Event>(
  run: ServedRun<Input, Event>,
  scope: WorkerScope = globalThis,
): void {
  scope.addEventListener('message', ({ data, ports: [port] }) => {
    if ((data as StartMessage | null)?.kind !== START) return;
    void serve((signal) => run((data as StartMessage).input as Input, signal), port);
  });
}

async function serve(
  run: (signal: AbortSignal) => AsyncIterable<unknown>,
  port: MessagePort,
): Promise<void> {
  const controller = new AbortController();
  const page = { behind: 0, gone: false };
  let goOn: (() => void) | undefined;
  port.onmessage = ({ data }: MessageEvent<ToRun>) => {
    if (data.kind === 'taken') page.behind -= data.count;
    else controller.abort();
    page.gone ||= data.kind === 'leave';
    goOn?.();
  };
  const say = (message: FromRun) => port.postMessage(message);
  try {
    for await (const event of run(controller.signal)) {
      if (page.gone) break;
      say({ kind: 'event', event });
      page.behind++;
      while (page.behind >= AHEAD && !controller.signal.aborted) {
        await new Promise<void>((resolve) => (goOn = resolve));
      }
    }
    say({ kind: 'end' });
  } catch (error) {
    say({ kind: 'error', error, name: error instanceof Error ? error.name : 'Error' });
  }
}
