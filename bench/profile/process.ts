/**
 * Profiles the training step of a workload in this process:
 * `node process.js <workload>`; says one line of JSON.
 */
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { train, type EngineOptions } from '@autoencoder-zoo/core';
import type { SessionFactory } from '@autoencoder-zoo/engine';
import type { InferenceSession } from 'onnxruntime-node';
import { median } from '../statistics.js';
import { workloads } from '../workloads/index.js';
import { pixels } from '../workloads/workload.js';
import { readProfile } from './operators.js';

const [name = ''] = process.argv.slice(2);
const workload = workloads.find((each) => each.name === name);
if (!workload) throw new Error(`there is no workload "${name}"`);
console.warn = () => undefined;
process.env['ORT_DISABLE_TELEMETRY'] ??= '1';
const runtime = await import('onnxruntime-node');

const folder = await mkdtemp(join(tmpdir(), 'profile-'));
let session: InferenceSession | undefined;
/** ONNX Runtime with its profiler, which the engine does not offer: it costs time at every node. */
const profiled: SessionFactory = {
  async create(model, { light = false } = {}) {
    const created = await runtime.InferenceSession.create(model, {
      ...(light && { intraOpNumThreads: 1 }),
      graphOptimizationLevel: 'all',
      logSeverityLevel: 3,
      enableProfiling: true,
      profileFilePrefix: join(folder, 'profile'),
    });
    session = created;
    return {
      tensor: (type, data, shape) => new runtime.Tensor(type, data, shape),
      run: (inputs, outputs) => created.run(inputs, outputs),
      release: () => created.release(),
    };
  },
};

try {
  const milliseconds = await stepTime({}, 2);
  await stepTime({ sessions: profiled }, 1, () => {
    session?.endProfiling();
  });
  const [file] = await readdir(folder);
  const operators = await readProfile(join(folder, file));
  process.stdout.write(`${JSON.stringify({ milliseconds, operators })}\n`);
} finally {
  await rm(folder, { recursive: true });
}
process.exit();

/** Median time of a step of the loop that `fit` has, over some seconds. */
async function stepTime(
  engine: EngineOptions,
  seconds: number,
  atEnd: () => void = () => undefined,
): Promise<number> {
  const { make, batchSize } = workload!;
  const model = make();
  model.engine = engine;
  const options = { batchSize, epochs: 2 ** 31 - 1 };
  const times: number[] = [];
  let before = performance.now();
  const end = before + 1000 * (seconds + 1);
  for await (const { kind } of train(model, pixels(workload!), options)) {
    if (kind !== 'batch') continue;
    const now = performance.now();
    times.push(now - before);
    before = now;
    if (now > end) {
      atEnd();
      break;
    }
  }
  return median(times.slice(Math.floor(times.length / 4)));
}
