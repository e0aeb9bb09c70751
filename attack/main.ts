import { join } from 'node:path';
import { writeFileAtomically } from '@autoencoder-zoo/core/files/node';
import { parse, usage, UsageError } from './options.js';
import { record } from './record.js';
import { runAttacks } from './run.js';
import { table } from './table.js';

/** @returns Whether all held. */
async function run(args: readonly string[]): Promise<boolean> {
  const options = parse(args);
  if (options.help) {
    console.log(usage);
    return true;
  }
  const file = join(options.into, 'result.json');
  const result = await runAttacks(options, console.error, (soFar) =>
    writeFileAtomically(file, `${JSON.stringify(soFar, null, 2)}\n`),
  );
  console.log(table(result));
  if (options.record) for (const recorded of await record(result)) console.error(recorded);
  return result.rows.every(({ failures }) => failures.length === 0);
}

try {
  if (!(await run(process.argv.slice(2)))) process.exitCode = 1;
} catch (error) {
  console.error(error instanceof UsageError ? `${error.message}\n\n${usage}` : error);
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
