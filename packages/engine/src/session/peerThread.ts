import { parentPort, workerData } from 'node:worker_threads';
import * as binding from 'onnxruntime-node';
import { sessionsOf } from './node.js';
import type { Tensors } from './session.js';
import { viewsOf } from './sharedTensors.js';
import { ASKED, DONE, END, STARTED, type PeerPlan } from './threadPeer.js';

/** The thread of a peer: runs its graph each time it is asked to. */
const { model, options, inputs, outputs, inputMemory, outputMemory, control } =
  workerData as PeerPlan;
// The thread that started this one has loaded the binding before, with its telemetry off.
const session = await sessionsOf(binding)
  .create(model, options)
  .finally(() => answer(STARTED));

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
for (let done = STARTED; ;) {
  Atomics.wait(control, ASKED, done);
  const asked = Atomics.load(control, ASKED);
  if (asked === END) break;
  ownInputs.set(sharedInputs);
  await session.run(feeds, fetches);
  sharedOutputs.set(ownOutputs);
  answer((done = asked));
}
await session.release();
answer(END);

/** From here to the next question the thread can be ended: ONNX Runtime computes nothing in it. */
function answer(done: number): void {
  Atomics.store(control, DONE, done);
  Atomics.notify(control, DONE);
}
