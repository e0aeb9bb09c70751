import type { Command } from 'commander';
import { printResult } from '../output.js';

/** `aezoo list`. */
export function addList(program: Command): void {
  program
    .command('list')
    .description('variants with their options, parts, data sets, experiments')
    .option('--json', 'print one JSON object')
    .action(async ({ json }: { json?: boolean }) => {
      const { catalogue, describeCatalogue } = await import('../catalogue.js');
      const contents = await catalogue();
      printResult(json, contents, () => describeCatalogue(contents));
    });
}
