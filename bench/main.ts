import { autoencoderZoo } from './engines/autoencoderZoo.js';
import type { Engine } from './engines/engine.js';
import { measure, type Missing } from './measure.js';
import { parse, usage, UsageError } from './options.js';
import { header, machine, resultOf, row, type Result } from './report.js';

async function run(args: readonly string[]): Promise<void> {
  const { workloads, peers, json, help, ...plan } = parse(args);
  if (help) {
    print(usage);
    return;
  }
  const engines = new Set<Engine>([autoencoderZoo, ...peers]);
  const missing: Missing = (engine, reason) => {
    if (engine === autoencoderZoo) throw new Error(reason);
    engines.delete(engine);
    process.stderr.write(`${engine.name} is left out: ${reason}\n`);
  };
  const machineAtStart = machine();
  const { load, cores } = machineAtStart;
  if (load > cores / 2) {
    process.stderr.write(
      `the machine is busy (load ${load} of ${cores}): times will be long and uneven\n`,
    );
  }
  const results: Result[] = [];
  print(
    `Milliseconds per step: median of ${plan.rounds} rounds; x: the zoo's time as a share of theirs, with the least and the greatest share of a round\n`,
  );
  for (const workload of workloads) {
    const result = resultOf(workload, await measure(workload, [...engines], plan, missing));
    const columns = Array.from(engines, ({ name }) => name);
    if (results.length === 0) print(header(columns));
    print(row(workload, columns, result));
    results.push(result);
  }
  if (json) print(JSON.stringify({ machine: machineAtStart, ...plan, results }));
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

try {
  await run(process.argv.slice(2));
} catch (error) {
  process.stderr.write(
    error instanceof UsageError ? `${error.message}\n\n${usage}` : `${String(error)}\n`,
  );
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
