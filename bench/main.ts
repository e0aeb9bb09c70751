import { check, storeRatios } from './commands/check.js';
import { compare } from './commands/compare.js';
import { parse, usage, UsageError } from './options.js';
import { rewriteReport } from './report/files.js';
import { print, warn } from './output.js';

async function run(args: readonly string[]): Promise<void> {
  const options = parse(args);
  if (options.help) print(usage);
  else if (options.report !== undefined) print((await rewriteReport(options.report)).join('\n'));
  else if (options.store) await storeRatios(options);
  else if (!options.check) await compare(options);
  else if (!(await check(options))) process.exitCode = 1;
}

try {
  await run(process.argv.slice(2));
} catch (error) {
  warn(error instanceof UsageError ? `${error.message}\n\n${usage}` : String(error));
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
