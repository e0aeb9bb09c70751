import type { Command } from 'commander';
import { nonNegativeInteger, positiveInteger } from '../arguments.js';
import { RunError, UsageError } from '../errors.js';
import { print } from '../output.js';
import type { ReproduceExperimentsOptions } from '../experiments/reproduceExperiments.js';
import { shellWord } from '../text.js';

interface Options extends ReproduceExperimentsOptions {
  readonly all?: boolean;
  readonly json?: boolean;
}

/** `aezoo reproduce`. */
export function addReproduce(program: Command): void {
  program
    .command('reproduce')
    .description('run an experiment and hold its figures against the published ones')
    .argument('[experiment]', 'one of those that `aezoo list` shows')
    .option('--all', 'all experiments in turn')
    .option('--seeds <n>', 'how many (default: 3, with --quick 1)', positiveInteger)
    .option(
      '--seed <n>',
      'that one alone, so that several processes can share the seeds; call again without it for the result',
      nonNegativeInteger,
    )
    .option('--quick', 'a version of at most two minutes, with looser bounds')
    .option(
      '--into <dir>',
      'folder of the results (default: runs/experiments/<name>, with --quick <name>-quick)',
    )
    .option('--fresh', 'forget what an earlier run left in the folder')
    .option('--record', 'in the repository: take the results over into experiments/')
    .option('--verbose', 'where no progress bar can be drawn: a line per epoch')
    .option('--json', 'the last line printed is one JSON object')
    .action(async (name: string | undefined, { all, json, ...options }: Options) => {
      const { describeResult, reproduceExperiments, summaryOf } =
        await import('../experiments/reproduceExperiments.js');
      if (json && options.seed !== undefined) {
        throw new UsageError('--seed and --json came; one seed alone has no result to print');
      }
      const names = await namesOf(name, all);
      const { results, interrupted } = await reproduceExperiments(
        names,
        options,
        ({ result, into }) => {
          if (!json) print(`${describeResult(result)}\n  stored in ${into}\n`);
        },
      );
      if (interrupted) throw new RunError(`interrupted; go on with: ${commandOf(program)}`);
      if (options.seed !== undefined) return;
      const summaries = results.map(({ result }) => summaryOf(result));
      if (json) print(JSON.stringify(all ? { experiments: summaries } : summaries[0]));
      const missed = summaries.filter(({ rows }) => rows.some((row) => row.reproduced === false));
      if (missed.length > 0) {
        throw new RunError(`not reproduced: ${missed.map((summary) => summary.name).join(', ')}`);
      }
    });
}

async function namesOf(name: string | undefined, all = false): Promise<readonly string[]> {
  const { experimentNames } = await import('@autoencoder-zoo/experiments');
  if (all && name !== undefined) {
    throw new UsageError(`"${name}" and --all came; give one of them`);
  }
  if (all) return experimentNames;
  if (name !== undefined) return [name];
  throw new UsageError(
    `name an experiment, or give --all; there are: ${experimentNames.join(', ')}`,
  );
}

function commandOf(program: Command): string {
  const words = (program as Command & { readonly rawArgs: readonly string[] }).rawArgs;
  return ['aezoo', ...words.filter((word) => word !== '--fresh')].map(shellWord).join(' ');
}
