import type { MessagePort, Worker } from 'node:worker_threads';
import { evaluateInMainThread } from '../session/mainThread.js';
import { CHANNEL, ENDING, type Runs } from './runs.js';

/**
 * Lets `worker.terminate()`, and the end of the process, wait until ONNX Runtime computes nothing
 * in this worker of Node, or in one that it starts. Nothing in the code of the main thread has to
 * take part.
 */
export async function letRunsFinish(): Promise<void> {
  // Their inspector does not reach another thread.
  if ('Bun' in globalThis || 'Deno' in globalThis) return;
  waitForRuns(CHANNEL, ENDING);
  try {
    await evaluateInMainThread(`(${waitForRuns.toString()})('${CHANNEL}', ${ENDING})`);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    console.warn(
      `End this worker with endWorker: terminate() aborts the process while a model computes here, because the main thread could not be told to wait: ${reason}`,
    );
  }
}

/** Goes to the main thread as text, so nothing in it refers to anything else. */
function waitForRuns(name: string, ending: number): void {
  const done = globalThis as unknown as Record<string, boolean>;
  if (done[name]) return;
  done[name] = true;
  const { BroadcastChannel, receiveMessageOnPort, threadId, Worker } =
    process.getBuiltinModule('node:worker_threads');

  const wordsOf = new Map<number, Int32Array>();
  const keep = ({ thread, words }: Runs) => {
    if (thread !== threadId) wordsOf.set(thread, words);
  };
  const channel = new BroadcastChannel(name);
  channel.onmessage = ({ data }: { data: Runs }) => keep(data);
  channel.unref();
  const read = () => {
    for (;;) {
      // It takes channels, too, of which its types do not know.
      const said = receiveMessageOnPort(channel as unknown as MessagePort);
      if (said === undefined) return wordsOf;
      keep(said.message as Runs);
    }
  };

  const terminate: (this: Worker) => Promise<number> = Reflect.get(Worker.prototype, 'terminate');
  const ends = new WeakMap<Worker, Promise<number>>();
  const end = async (worker: Worker): Promise<number> => {
    const thread = worker.threadId;
    const words = read().get(thread);
    if (words !== undefined) {
      // Nothing else may keep this thread alive while it waits.
      worker.ref();
      Atomics.or(words, 0, ending);
      for (let now; (now = Atomics.load(words, 0)) !== ending;)
        await Atomics.waitAsync(words, 0, now).value;
      wordsOf.delete(thread);
    }
    return terminate.call(worker);
  };
  Worker.prototype.terminate = function (this: Worker) {
    let ended = ends.get(this);
    if (ended === undefined) ends.set(this, (ended = end(this)));
    return ended;
  };

  // The end of a worker is nothing to the others, of which it hears as well.
  if (threadId !== 0) return;
  process.on('exit', () => {
    const longest = 10_000;
    for (const words of read().values()) {
      Atomics.or(words, 0, ending);
      for (let now; (now = Atomics.load(words, 0)) !== ending;)
        if (Atomics.wait(words, 0, now, longest) === 'timed-out') break;
    }
  });
}
