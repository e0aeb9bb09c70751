/**
 * Does a task with the zoo in this process: `node main.js <task> <options of the engine as JSON>`.
 */
import { fit, type EngineOptions } from '@autoencoder-zoo/core';
import { loadTfjsNode } from '@autoencoder-zoo/engine';
import { tasks, type Task } from '../tasks.js';
import { pixels } from '../workloads/workload.js';
import { repeated } from './activities.js';
import { answer, say } from './answer.js';

const [name = '', options = '{}'] = process.argv.slice(2);
const task = tasks.find((each) => each.name === name);
if (!task) throw new Error(`there is no task "${name}"`);
const engine = JSON.parse(options) as EngineOptions;
try {
  if (engine.backend === 'tensorflow') await quietly(loadTfjsNode);
} catch (error) {
  say({ unavailable: error instanceof Error ? error.message : String(error) });
  process.exit();
}
await work(task, engine);
process.exit();

async function work({ activity, workload }: Task, engine: EngineOptions): Promise<void> {
  const model = await quietly(workload.make);
  model.engine = engine;
  const { batchSize } = workload;
  const data = pixels(workload);
  // What is encoded or evaluated has been trained before.
  if (activity === 'encode' || activity === 'evaluate') {
    await fit(model, data, { batchSize, steps: 1 });
  }
  await answer(
    { engine: versionOf(engine), parameters: model.parameterCount },
    repeated(activity, model, data, batchSize),
  );
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
