import { env, InferenceSession, Tensor } from 'onnxruntime-web/wasm';
import type { DataType, Values } from '../tensor.js';
import { turnOfEventLoop } from './eventLoop.js';
import type { Session, SessionFactory, Tensors } from './session.js';
import { settleWebRuntime, type WebRuntimePlaces } from './webRuntime.js';

/**
 * ONNX Runtime as WebAssembly, for browsers. Its number of threads is that of the first session; it
 * waits awake.
 *
 * It copies tensors into a memory of its own and results out of it, where Node's works on the
 * arrays themselves.
 */
export const webSessions: SessionFactory = {
  providers: ['cpu'],

  /** All sessions have the same threads. */
  get limitsThreads() {
    return running === 1 || !globalThis.crossOriginIsolated;
  },

  async create(model, { threads } = {}): Promise<Session> {
    start(threads);
    const session = await InferenceSession.create(model, {
      executionProviders: ['wasm'],
      executionMode: 'sequential',
      graphOptimizationLevel: 'all',
      logSeverityLevel: 3,
    }).catch(withPlaces);
    return {
      tensor: (dtype: DataType, data: Values, shape) => new Tensor(dtype, data, shape),
      async run(inputs, outputs) {
        const results = await session.run(inputs, Object.keys(outputs));
        copy(results, outputs);
        await turnOfEventLoop();
        return results;
      },
      release: () => session.release(),
    };
  },
};

/** What `#session` stands for in browsers; in Node it is `node.ts`. */
export const loadSessions = (): Promise<SessionFactory> => Promise.resolve(webSessions);

/** The runtime writes results to tensors of its own, whatever it is given. */
function copy(results: Tensors, outputs: Readonly<Record<string, Tensor | null>>): void {
  for (const name in outputs) {
    (outputs[name]?.data as Float32Array | undefined)?.set(results[name].data as Float32Array);
  }
}

/** Says where the files were looked for when the runtime itself could not be loaded. */
function withPlaces(cause: unknown): never {
  const message = cause instanceof Error ? cause.message : String(cause);
  if (!message.startsWith('no available backend found')) throw cause;
  const { mjs, wasm } = env.wasm.wasmPaths as WebRuntimePlaces;
  throw new Error(
    `ONNX Runtime did not start: ${message} Its files were expected at ${mjs} and ${wasm}; copy them there from the folder ` +
      'onnxruntime-web/dist, or say where they are with configureWebRuntime({ wasmPaths }).',
    { cause },
  );
}

/** More threads than this take memory and time to wake, and steps are short. */
const MOST_THREADS = 4;

let running: number | undefined;

function start(threads: number | undefined): void {
  if (running === undefined) {
    running = threadsFor(threads);
    env.wasm.numThreads = running;
    env.wasm.wasmPaths = settleWebRuntime();
  } else if (threads !== undefined && threads !== running && crossOriginIsolated) {
    console.warn(
      `ONNX Runtime started with ${running} ${running === 1 ? 'thread' : 'threads'} in this worker and keeps them; threads: ${threads} has no effect.`,
    );
  }
}

function threadsFor(asked: number | undefined): number {
  const threads = asked ?? Math.min(navigator.hardwareConcurrency, MOST_THREADS);
  if (threads === 1 || crossOriginIsolated) return threads;
  console.warn(
    'This page is not cross-origin isolated, so ONNX Runtime computes on one thread. To use more, serve the page with ' +
      'the headers "Cross-Origin-Opener-Policy: same-origin" and "Cross-Origin-Embedder-Policy: require-corp".',
  );
  return 1;
}
