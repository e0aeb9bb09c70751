import { tryFile } from '@autoencoder-zoo/core/files/node';
import { autoencoderZoo } from '../engines/autoencoderZoo.js';
import type { Engine } from '../engines/engine.js';
import { productProbes } from '../engines/productProbes.js';
import { machine } from '../machine.js';
import { measure, type Measured, type Missing, type Plan } from '../measure.js';
import type { Options } from '../options.js';
import { print, warn } from '../output.js';
import { writeReport } from '../report/files.js';
import { goals } from '../report/goals.js';
import { resultOf, type Result } from '../results.js';
import { Table } from '../table.js';
import type { Task } from '../tasks.js';

/**
 * Times tasks beside other libraries, prints a table, and writes the results to a file.
 *
 * @returns Whether no task failed.
 */
export async function compare({ plan, tasks, peers, json }: Options): Promise<boolean> {
  await tryFile(json);
  const engines = new Set<Engine>([autoencoderZoo, ...peers]);
  const missing: Missing = (engine, reason, always) => {
    if (engine === autoencoderZoo) throw new Error(reason);
    if (always) engines.delete(engine);
    warn(`${engine.name} is left out${always ? '' : ' here'}: ${reason}`);
  };
  const report = { machine: machine(), date: new Date().toISOString(), plan };
  const { load, cores } = report.machine;
  if (load > cores / 2) {
    warn(`the machine is busy (load ${load} of ${cores}): times will be long and uneven`);
  }
  print(
    `Milliseconds of the zoo, and how many times as fast it is: median of ${plan.rounds} rounds, and their range.\nMegabytes that the zoo holds at most, and how many times as much PyTorch holds.\n`,
  );
  const results: Result[] = [];
  let failed = false;
  const table = new Table([...peers.map(({ name }) => name), 'best PyTorch']);
  print(table.header);
  let files: string[] = [];
  for (const task of tasks) {
    try {
      results.push(await resultFor(task, [...engines], plan, missing));
    } catch (error) {
      failed = true;
      warn(`${task.name}: ${String(error)}`);
      continue;
    }
    print(table.row(results.at(-1)!));
    // After each task: a run that is stopped leaves what it has.
    files = await writeReport(json, { ...report, results });
  }
  const steps = results.filter(({ activity }) => activity === 'step');
  if (steps.length > 1) print(table.mean(steps));
  print('');
  for (const { title, reached, met } of goals(results)) {
    print(`${(met ? 'met' : 'missed').padEnd(8)}${title}; reached: ${reached}`);
  }
  print(`\n${files.join('\n')}`);
  return !failed;
}

async function resultFor(
  task: Task,
  engines: readonly Engine[],
  plan: Plan,
  missing: Missing,
): Promise<Result> {
  const able = engines.filter(({ activities }) => activities.includes(task.activity));
  const probes = task.workload.productOperations === undefined ? [] : productProbes;
  const measured = await measure(task, [...able, ...probes], plan, missing);
  const isProbe = ({ engine }: Measured) => probes.some(({ name }) => name === engine);
  return resultOf(
    task,
    measured.filter((each) => !isProbe(each)),
    measured.filter(isProbe),
  );
}
