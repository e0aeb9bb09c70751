import { BroadcastChannel, threadId } from 'node:worker_threads';
import type { Peer } from '../session/pair.js';
import type { Session, SessionFactory } from '../session/session.js';

/**
 * Name of the channel on which a worker gives its threads' {@link Runs} to those who may end it.
 */
export const CHANNEL = 'autoencoder-zoo/runs';

/** Set once the thread is to end: then it begins nothing new. */
export const ENDING = 1 << 30;

/** What a worker says of itself, once. */
export interface Runs {
  readonly thread: number;
  /**
   * How many calls of ONNX Runtime are under way in the thread, and {@link ENDING}: one word of
   * shared memory.
   */
  readonly words: Int32Array;
}

/** Counts the calls of ONNX Runtime in this thread, where another one can read it. */
export class RunsUnderWay {
  readonly #words = new Int32Array(new SharedArrayBuffer(4));

  /** Gives the count to the threads that listen; once for a thread. */
  constructor() {
    const channel = new BroadcastChannel(CHANNEL);
    channel.postMessage({ thread: threadId, words: this.#words } satisfies Runs);
    channel.close();
    // A thread that ends by itself is in the midst of no run, though it may be in the midst of
    // waiting for one.
    process.on('exit', () => {
      Atomics.store(this.#words, 0, ENDING);
      Atomics.notify(this.#words, 0);
    });
  }

  begin(): void {
    // Whoever ends this thread has seen that nothing is under way, and terminates it here.
    if (Atomics.add(this.#words, 0, 1) === ENDING) {
      this.end();
      Atomics.wait(this.#words, 0, ENDING);
    }
  }

  end(): void {
    Atomics.sub(this.#words, 0, 1);
    Atomics.notify(this.#words, 0);
  }

  async during<Result>(call: () => Promise<Result>): Promise<Result> {
    this.begin();
    try {
      return await call();
    } finally {
      this.end();
    }
  }
}

/** Sessions whose calls of ONNX Runtime are counted. */
export function counted(sessions: SessionFactory, runs: RunsUnderWay): SessionFactory {
  const session = (inner: Session): Session => ({
    tensor: (...given) => inner.tensor(...given),
    run: (inputs, outputs) => runs.during(() => inner.run(inputs, outputs)),
    release: () => runs.during(() => inner.release()),
  });
  const peer = (inner: Peer): Peer => ({
    start(inputs) {
      runs.begin();
      inner.start(inputs);
    },
    finish: () => inner.finish().finally(() => runs.end()),
    release: () => runs.during(() => inner.release()),
  });
  const pair = sessions.pair?.bind(sessions);
  return {
    ...sessions,
    create: async (...given) => session(await runs.during(() => sessions.create(...given))),
    pair:
      pair &&
      (async (...given) => {
        const { first, second } = await runs.during(() => pair(...given));
        return { first: session(first), second: peer(second) };
      }),
  };
}
