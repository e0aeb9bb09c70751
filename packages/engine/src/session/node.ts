import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { isMainThread } from 'node:worker_threads';
import type { Tensor } from 'onnxruntime-node';
import { loadBinding, type Binding } from './binding.js';
import { here } from './here.js';
import { serialPair, type Pair } from './pair.js';
import { PROVIDERS, type Provider } from './provider.js';
import type { Session, SessionFactory } from './session.js';
import { letRunsFinish } from '../worker/letRunsFinish.js';
import { listenForEnd } from '../worker/listenForEnd.js';
import { counted, RunsUnderWay } from '../worker/runs.js';
import { threadPeer } from './threadPeer.js';

/**
 * Bytes of a model from which on ONNX Runtime's further optimisations are left out: they take a
 * third of the time to load the chain of a recurrence, and change nothing about its speed.
 */
const LONG = 300_000;

/**
 * Microseconds for which threads wait for work awake. The runtime's own choice, which is longer,
 * makes a step a quarter to two fifths longer where other programs use the cores too.
 */
const AWAKE = '100';

/**
 * ONNX Runtime in Node. What `#session` stands for there; in browsers it is `web.ts`.
 *
 * @throws {Error} where it has no binary for the platform
 */
export async function loadSessions(): Promise<SessionFactory> {
  if (isMainThread) return sessionsOf(await loadBinding());
  await letRunsFinish();
  listenForEnd();
  const runs = new RunsUnderWay();
  return counted(sessionsOf(await runs.during(loadBinding)), runs);
}

/** Sessions of a binding whose telemetry is off. */
export const sessionsOf = (binding: Binding): SessionFactory => ({
  providers: availableProviders(binding),

  async pair(model, io, options = {}): Promise<Pair> {
    const { threads = availableParallelism(), light = false } = options;
    const each = { ...options, threads: light ? 1 : Math.max(1, Math.floor(threads / 2)) };
    const first = await this.create(model, each);
    if (threads === 1) return serialPair(first, io.outputs);
    try {
      return { first, second: await threadPeer(model, io, each) };
    } catch (error) {
      warnOfOneThread(error);
      return serialPair(first, io.outputs);
    }
  },

  async create(model, options = {}): Promise<Session> {
    const { light = false, mostThreads = Infinity, spin = true } = options;
    const { provider = 'cpu', resident = [], makesResults = false } = options;
    const { threads = light ? 1 : availableParallelism() } = options;
    // The binding leaves results on the device for WebGPU alone; other providers give arrays.
    const kept = provider === 'webgpu' ? resident : [];
    // What it takes to write graphs is not loaded where one is only used.
    const copies =
      provider === 'cpu' && !makesResults ? await import('./resultCopies.js') : undefined;
    const message = await copies?.messageOfRefusal(binding);
    const source = copies && message !== undefined ? copies.withSequence(model) : model;
    const session = await binding.InferenceSession.create(source, {
      executionProviders: [provider],
      intraOpNumThreads: Math.min(threads, mostThreads),
      executionMode: 'sequential',
      graphOptimizationLevel: source.length < LONG ? 'all' : 'basic',
      logSeverityLevel: 3,
      extra: {
        session: { intra_op: { allow_spinning: spin ? '1' : '0', spin_duration_us: AWAKE } },
      },
      ...(kept.length > 0 && {
        preferredOutputLocation: Object.fromEntries(kept.map((name) => [name, 'gpu-buffer'])),
      }),
    });
    return {
      tensor: (dtype, data, shape) => new binding.Tensor(dtype, data, shape),
      async run(inputs, outputs) {
        if (copies && message !== undefined && haveMemory(outputs)) {
          await copies.runWithoutCopies(session, inputs, outputs, message);
          return outputs;
        }
        const results = await session.run(inputs, outputs);
        // With results on a device the binding ignores the memory of `outputs`, and uses it
        // otherwise.
        return kept.length > 0 ? copied(results, outputs) : results;
      },
      release: () => session.release(),
    };
  },
});

let warned = false;

/** Bundles may lack the file of the thread; results are the same without it. */
function warnOfOneThread(error: unknown): void {
  if (!warned) {
    const reason = error instanceof Error ? error.message : String(error);
    console.warn(
      `Recurrent models train on one thread, which takes almost twice as long, because a second one did not start: ${reason}`,
    );
  }
  warned = true;
}

/** Whether memory is given for every output. */
function haveMemory(
  outputs: Readonly<Record<string, Tensor | null>>,
): outputs is Readonly<Record<string, Tensor>> {
  for (const name in outputs) if (outputs[name] === null) return false;
  return true;
}

function copied(
  results: Readonly<Record<string, Tensor>>,
  outputs: Readonly<Record<string, Tensor | null>>,
): Readonly<Record<string, Tensor>> {
  for (const [name, output] of Object.entries(outputs)) {
    if (output?.location === 'cpu')
      (output.data as Float32Array).set(results[name].data as Float32Array);
  }
  return results;
}

/**
 * The binding lists what it was built for; the files of some providers are downloaded apart from
 * it.
 */
function availableProviders(binding: Binding): readonly Provider[] {
  const folder = folderOfBinaries();
  const names = binding
    .listSupportedBackends()
    .filter(
      ({ name, bundled }) =>
        bundled ||
        (folder !== undefined && existsSync(join(folder, `libonnxruntime_providers_${name}.so`))),
    )
    .map(({ name }) => name);
  return PROVIDERS.filter((provider) => names.includes(provider));
}

/** `undefined` in a bundle that stands apart from the package. */
function folderOfBinaries(): string | undefined {
  try {
    const root = createRequire(here).resolve('onnxruntime-node/package.json');
    return join(root, '..', 'bin', 'napi-v6', process.platform, process.arch);
  } catch {
    return undefined;
  }
}
