import { BroadcastChannel, isMainThread, threadId } from 'node:worker_threads';
import { channelTo } from './channel.js';

/** What `worker.terminate()` gives, too. */
const TERMINATED = 1;

/**
 * Lets `endWorker` end this thread, if it is a worker. A message arrives when no graph runs here.
 */
export function listenForEnd(): void {
  if (isMainThread) return;
  const channel = new BroadcastChannel(channelTo(threadId));
  // In a worker it ends the thread alone.
  channel.onmessage = () => process.exit(TERMINATED);
  channel.unref();
}
