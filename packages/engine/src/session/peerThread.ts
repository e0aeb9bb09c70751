import { parentPort, workerData } from 'node:worker_threads';
import { loadSessions } from './node.js';
import type { Tensors } from './session.js';
import { viewsOf } from './sharedTensors.js';
import { ASKED, DONE, END, type PeerPlan } from './threadPeer.js';

/** The thread of a peer: runs its graph each time it is asked to. */
const { model, options, inputs, outputs, inputMemory, outputMemory, control } =
  workerData as PeerPlan;
const session = await (await loadSessions()).create(model, options);

const [sharedInputs, sharedOutputs] = [inputMemory, outputMemory].map((m) => new Uint8Array(m));
const ownInputs = new Uint8Array(inputMemory.byteLength);
const ownOutputs = new Uint8Array(outputMemory.byteLength);
const tensors = (specs: typeof inputs, memory: ArrayBuffer): Tensors => {
  const views = viewsOf(specs, memory);
  return Object.fromEntries(
    Object.entries(specs).map(([name, { shape, dtype = 'float32' }]) => [
      name,
      session.tensor(dtype, views[name], shape),
    ]),
  );
};
const feeds = tensors(inputs, ownInputs.buffer);
const fetches = tensors(outputs, ownOutputs.buffer);

parentPort!.postMessage('ready');
for (let done = 0; ;) {
  Atomics.wait(control, ASKED, done);
  const asked = Atomics.load(control, ASKED);
  if (asked === END) break;
  ownInputs.set(sharedInputs);
  await session.run(feeds, fetches);
  sharedOutputs.set(ownOutputs);
  done = asked;
  Atomics.store(control, DONE, done);
  Atomics.notify(control, DONE);
}
await session.release();
