import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';
import type { Specs } from '../inputs.js';
import type { Values } from '../tensor.js';
import { here } from './here.js';
import type { Peer } from './pair.js';
import type { SessionOptions } from './session.js';
import { bytesOf, viewsOf } from './sharedTensors.js';

/** What the thread of a peer gets when it starts. */
export interface PeerPlan {
  readonly model: Uint8Array;
  readonly options: SessionOptions;
  readonly inputs: Specs;
  readonly outputs: Specs;
  /** Shared by both threads, as the runtime's own tensors cannot be. */
  readonly inputMemory: SharedArrayBuffer;
  readonly outputMemory: SharedArrayBuffer;
  readonly control: Int32Array;
}

/**
 * Places in the control words: runs that were asked for, and runs that are done; to load the graph
 * is the first.
 */
export const [ASKED, DONE] = [0, 1];
/** What both are when the graph is loaded. */
export const STARTED = 1;
/** What ASKED is when the thread is to end. */
export const END = -1;

/** Milliseconds after which a waiting thread looks whether the other one still lives. */
const PATIENCE = 1000;
/** Milliseconds after which a run is given up when this thread ends. */
const LONGEST = 10_000;

/** Control words of the threads that live. */
const computing = new Set<Int32Array>();
let waits = false;

/**
 * Lets a thread finish its run before this one ends, and it with it: a thread that ends while ONNX
 * Runtime computes in it aborts the process.
 */
function letFinishAtExit(control: Int32Array): void {
  computing.add(control);
  if (waits) return;
  waits = true;
  process.on('exit', () => {
    for (const words of computing) {
      const asked = words[ASKED];
      for (let done = words[DONE]; done !== asked; done = Atomics.load(words, DONE)) {
        if (Atomics.wait(words, DONE, done, LONGEST) === 'timed-out') break;
      }
    }
  });
}

/** Loads a graph in a thread of its own; inputs and results go through shared memory. */
export async function threadPeer(
  model: Uint8Array,
  io: { readonly inputs: Specs; readonly outputs: Specs },
  options: SessionOptions,
): Promise<Peer> {
  const plan: PeerPlan = {
    model,
    options,
    ...io,
    inputMemory: new SharedArrayBuffer(bytesOf(io.inputs)),
    outputMemory: new SharedArrayBuffer(bytesOf(io.outputs)),
    control: new Int32Array(new SharedArrayBuffer(8)),
  };
  const { control } = plan;
  control[ASKED] = STARTED;
  const inputs = viewsOf(io.inputs, plan.inputMemory);
  const results = viewsOf(io.outputs, plan.outputMemory);
  const worker = new Worker(createRequire(here).resolve('#peer-thread'), {
    workerData: plan,
  });
  let failure: Error | undefined;
  worker.on('error', (error: Error) => (failure = error));
  worker.on('exit', () => {
    failure ??= new Error('The second thread of a step has ended.');
    computing.delete(control);
  });
  letFinishAtExit(control);
  await new Promise((ready, refuse) => {
    worker.once('message', ready);
    worker.once('error', refuse);
  });
  worker.unref();

  return {
    start(tensors) {
      for (const name in inputs) inputs[name].set(tensors[name].data as Values);
      Atomics.add(control, ASKED, 1);
      Atomics.notify(control, ASKED);
    },
    async finish() {
      const asked = control[ASKED];
      for (let done = Atomics.load(control, DONE); done !== asked;) {
        if (Atomics.wait(control, DONE, done, PATIENCE) === 'timed-out') {
          await new Promise((turn) => setImmediate(turn));
          if (failure) throw failure;
        }
        done = Atomics.load(control, DONE);
      }
      return results;
    },
    async release() {
      if (failure) return;
      worker.ref();
      const ended = new Promise((resolve) => worker.once('exit', resolve));
      Atomics.store(control, ASKED, END);
      Atomics.notify(control, ASKED);
      await ended;
    },
  };
}
