import { appendFile, mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { nameOf } from './nameOf.js';
import { parse, usage, UsageError } from './options.js';
import type { Outcome } from './outcome.js';
import { record } from './record.js';
import { run, tallyOf, type Tried } from './run.js';

/** @returns Whether none failed. */
async function main(args: readonly string[]): Promise<boolean> {
  const options = parse(args);
  if (options.help) {
    console.log(usage);
    return true;
  }
  await mkdir(options.into, { recursive: true });
  const file = join(options.into, 'tried.jsonl');
  const known = await triedBefore(file);
  const tried: Tried[] = [];
  const outcomes = () => tried.map(({ outcome }) => outcome);
  const started = performance.now();
  for await (const { isNew, ...each } of run(options, known)) {
    tried.push(each);
    if (isNew) await appendFile(file, `${JSON.stringify(each)}\n`);
    if (each.outcome.kind === 'failed') {
      console.error(`${nameOf(each.combination)}: ${each.outcome.reason}`);
    }
    if (tried.length % 500 === 0) console.error(progress(tallyOf(outcomes()), started));
  }
  const tally = tallyOf(outcomes());
  console.error(progress(tally, started));
  if (options.record) console.error(await record(tried));
  if (options.json) console.log(JSON.stringify(tally));
  return tally.failed === 0;
}

const progress = (tally: object, started: number) =>
  `${Math.round((performance.now() - started) / 1000)} s: ${Object.entries(tally)
    .map(([name, count]) => `${count} ${name}`)
    .join(', ')}`;

async function triedBefore(file: string): Promise<ReadonlyMap<string, Outcome>> {
  const text = await readFile(file, 'utf8').catch(() => '');
  // A run that was killed may have left half a line.
  const lines = text.split('\n').filter((line) => line.endsWith('}'));
  const all = lines.map((line) => JSON.parse(line) as Tried);
  return new Map(all.map(({ combination, outcome }) => [nameOf(combination), outcome]));
}

try {
  if (!(await main(process.argv.slice(2)))) process.exitCode = 1;
} catch (error) {
  console.error(error instanceof UsageError ? `${error.message}\n\n${usage}` : error);
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
