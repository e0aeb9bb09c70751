import type { Session } from 'node:inspector';
import type { BroadcastChannel } from 'node:worker_threads';

/** Milliseconds that the main thread has to answer a worker. */
const PATIENCE = 10_000;

/** How many sessions this thread had: each hears the main thread on a channel of its own. */
let sessions = 0;

/**
 * Evaluates a script in the main thread of this worker of Node, which has to know nothing of it.
 *
 * @throws {Error} where that is forbidden, where the script fails, or where the main thread does
 * not answer
 */
export async function evaluateInMainThread(script: string): Promise<void> {
  const { Session } = await import('node:inspector');
  const { BroadcastChannel, threadId } = await import('node:worker_threads');
  const name = `autoencoder-zoo/inspector/${threadId}/${sessions++}`;
  const session = new Session();
  session.connectToMainThread();
  const channel = new BroadcastChannel(name);
  let listens = false;
  try {
    await evaluate(session, `(${answerOnce.toString()})('${name}')`);
    listens = true;
    await evaluate(session, script);
  } finally {
    session.disconnect();
    // Node aborts where this thread ends just when the main thread lets go of the session.
    if (listens) await answer(channel);
    channel.close();
  }
}

const evaluate = (session: Session, expression: string) =>
  inTime((resolve, refuse) => {
    session.post('Runtime.evaluate', { expression }, (error, result) => {
      const failure = error?.message ?? result.exceptionDetails?.exception?.description;
      if (failure === undefined) resolve();
      else refuse(new Error(failure));
    });
  });

const answer = (channel: BroadcastChannel) =>
  inTime((resolve) => {
    channel.onmessage = () => resolve();
    channel.postMessage('disconnected');
  });

/** Goes to the main thread as text, so nothing in it refers to anything else. */
function answerOnce(name: string): void {
  const { BroadcastChannel } = process.getBuiltinModule('node:worker_threads');
  const channel = new BroadcastChannel(name);
  channel.unref();
  channel.onmessage = () => {
    // Before it, Node does what the inspector was told until now.
    setImmediate(() => {
      channel.postMessage('done');
      channel.close();
    });
  };
}

async function inTime(
  act: (resolve: () => void, refuse: (error: Error) => void) => void,
): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  try {
    await new Promise<void>((resolve, refuse) => {
      timer = setTimeout(() => refuse(new Error('The main thread does not answer.')), PATIENCE);
      act(resolve, refuse);
    });
  } finally {
    clearTimeout(timer);
  }
}
