import { check, storeRatios } from './commands/check.js';
import { compare } from './commands/compare.js';
import { parse, usage, UsageError } from './options.js';
import { rewriteReport } from './report/files.js';
import { print, warn } from './output.js';

/** @returns Whether all went well. */
async function run(args: readonly string[]): Promise<boolean> {
  const options = parse(args);
  if (options.check) return check(options);
  if (options.help) print(usage);
  else if (options.store) await storeRatios(options);
  else if (options.report === undefined) return compare(options);
  else print((await rewriteReport(options.report)).join('\n'));
  return true;
}

try {
  if (!(await run(process.argv.slice(2)))) process.exitCode = 1;
} catch (error) {
  warn(error instanceof UsageError ? `${error.message}\n\n${usage}` : String(error));
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
