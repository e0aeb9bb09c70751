import { BroadcastChannel, type Worker } from 'node:worker_threads';
import { channelTo } from './channel.js';

/** Options of {@link endWorker}. */
export interface EndOptions {
  /**
   * Milliseconds after which a worker that does not answer is terminated. It must be longer than a
   * step of its training. Default 10 000.
   */
  readonly patience?: number;
}

/** Milliseconds after which a worker is asked again, in case it did not listen yet. */
const AGAIN = 20;

/**
 * Ends a worker of Node that trains or uses models, between two runs of its graphs. Nothing in the
 * worker's code has to take part; what it waits for is never settled, as with `worker.terminate()`.
 *
 * For where `worker.terminate()` cannot be made to wait for ONNX Runtime, whose binding aborts the
 * process if its thread ends while it computes: in Bun, where Node's permissions forbid the
 * inspector, and for workers of workers.
 *
 * A worker that has used no model yet does not listen, and is terminated when the patience is over.
 *
 * @returns its exit code, 1 as after `worker.terminate()`, or what the worker ended with by itself
 */
export async function endWorker(worker: Worker, options: EndOptions = {}): Promise<number> {
  const { patience = 10_000 } = options;
  const { threadId } = worker;
  // That of a worker which has ended.
  if (threadId === -1) return worker.terminate();
  const exited = new Promise<number>((exit) => worker.once('exit', exit));
  const channel = new BroadcastChannel(channelTo(threadId));
  const ask = setInterval(() => channel.postMessage('end'), AGAIN);
  const timer = setTimeout(() => void worker.terminate(), patience);
  channel.postMessage('end');
  try {
    return await exited;
  } finally {
    clearInterval(ask);
    clearTimeout(timer);
    channel.close();
  }
}
