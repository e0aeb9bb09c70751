/** Trains a workload in this process: `node main.js <workload> <options of the engine as JSON>`. */
import { train, type EngineOptions } from '@autoencoder-zoo/core';
import { loadTfjsNode } from '@autoencoder-zoo/engine';
import { workloads } from '../workloads/index.js';
import { pixels, type Workload } from '../workloads/workload.js';
import { answer, say } from './answer.js';

const [name = '', options = '{}'] = process.argv.slice(2);
const workload = workloads.find((each) => each.name === name);
if (!workload) throw new Error(`there is no workload "${name}"`);
const engine = JSON.parse(options) as EngineOptions;
try {
  if (engine.backend === 'tensorflow') await quietly(loadTfjsNode);
} catch (error) {
  say({ unavailable: error instanceof Error ? error.message : String(error) });
  process.exit();
}
await work(workload, engine);
process.exit();

/** Makes training steps as `fit` does: shuffled batches out of bytes, noise, loss, optimiser. */
async function work(workload: Workload, engine: EngineOptions): Promise<void> {
  const model = await quietly(workload.make);
  model.engine = engine;
  const { batchSize } = workload;
  const events = train(model, pixels(workload), { batchSize, epochs: Number.MAX_SAFE_INTEGER });
  await answer({ engine: versionOf(engine), parameters: model.parameterCount }, async () => {
    let event = await events.next();
    while (!event.done && event.value.kind !== 'batch') event = await events.next();
  });
}

function versionOf({ engine = 'compiled', backend }: EngineOptions): string {
  return `autoencoder-zoo, ${[engine, backend].filter(Boolean).join(' on ')}, Node ${process.version}`;
}

/** TensorFlow.js warns of each kernel that is registered twice, and advises other backends. */
async function quietly<T>(run: () => T | Promise<T>): Promise<T> {
  const { warn } = console;
  console.warn = () => undefined;
  try {
    return await run();
  } finally {
    console.warn = warn;
  }
}
