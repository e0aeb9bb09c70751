/** Milliseconds of computing after which others get a turn. */
const PATIENCE = 10;

let channel: MessageChannel | undefined;
let turn: Promise<void> | undefined;
let last = -Infinity;

/**
 * Lets messages, timers and clicks come in, if none could for 10 milliseconds.
 *
 * A runtime that computes on the calling thread resolves its promises at once, so that a loop of
 * steps would run to its end before a worker hears that it is to stop. Timers are no way to wait:
 * browsers stretch them to 4 milliseconds.
 */
export async function turnOfEventLoop(): Promise<void> {
  if (performance.now() - last < PATIENCE) return;
  turn ??= new Promise((resolve) => {
    // Node hands out the messages of a channel one after another, without a look at timers, and
    // lives as long as it.
    if ('setImmediate' in globalThis) {
      setImmediate(resolve);
      return;
    }
    const { port1, port2 } = (channel ??= new MessageChannel());
    port1.onmessage = () => resolve();
    port2.postMessage(null);
  });
  await turn;
  turn = undefined;
  last = performance.now();
}
