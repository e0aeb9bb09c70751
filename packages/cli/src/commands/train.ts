import { Option, type Command } from 'commander';
import { nonNegativeInteger, positiveInteger, positiveNumber, readOption } from '../arguments.js';
import { RunError } from '../errors.js';
import { printResult } from '../output.js';
import { settingOf, type Settings } from '../settings.js';
import { duration, significant } from '@autoencoder-zoo/core/progress';
import { shellWord, table } from '../text.js';
import type { TrainedVariant, TrainVariantOptions } from '../training/trainVariant.js';

interface Options extends Omit<TrainVariantOptions, 'variant' | 'settings'> {
  readonly set?: Settings;
  readonly json?: boolean;
}

/** `aezoo train`. */
export function addTrain(program: Command): void {
  program
    .command('train')
    .description('train a variant and store it in a folder')
    .argument('<variant>', 'one of those that `aezoo list` shows')
    .requiredOption('--data <name|file>', 'a data set, or a .csv, .tsv, .npy, .idx or .ts file')
    .addOption(readOption())
    .option(
      '--set <key=value>',
      'an option of the variant; can be repeated',
      settingOf('--set', 'latentDim=20, hidden=[400] or noise=gaussian'),
    )
    .option('--epochs <n>', 'passes over the data (default: 10)', positiveInteger)
    .option('--batch-size <n>', 'samples of a step (default: 128)', positiveInteger)
    .option('--learning-rate <x>', 'of the optimiser, Adam (default: 0.001)', positiveNumber)
    .option('--seed <n>', 'of first weights, order and noise', nonNegativeInteger, 0)
    .addOption(
      new Option('--engine <name>', 'what computes')
        .choices(['compiled', 'eager', 'tfjs-node'])
        .default('compiled'),
    )
    .addOption(
      new Option(
        '--provider <name>',
        'what the compiled engine computes on (default: cpu)',
      ).choices(['cpu', 'cuda', 'webgpu', 'dml', 'coreml']),
    )
    .option('--out <dir>', 'folder of the run (default: runs/<variant>-<data>-<seed>)')
    .option('--resume', 'go on from the checkpoint in the folder')
    .option('--overwrite', 'train anew in place of the run in the folder')
    .option('--verbose', 'where no progress bar can be drawn: a line per epoch')
    .option('--json', 'the last line printed is one JSON object')
    .action(async (variant: string, { set, json, ...options }: Options) => {
      const { trainVariant } = await import('../training/trainVariant.js');
      const run = await trainVariant({ ...options, variant, settings: set ?? {} });
      if (run.reason === 'aborted') throw new RunError(interrupted(run, program));
      const { data, seconds, steps, msPerStep, train, test, dir } = run;
      const result = {
        variant,
        data,
        seed: options.seed,
        seconds,
        steps,
        msPerStep,
        train,
        test,
        dir,
      };
      printResult(json, result, () => runSummary(variant, run));
    });
}

function interrupted({ epoch, steps }: TrainedVariant, program: Command): string {
  const words = (program as Command & { readonly rawArgs: readonly string[] }).rawArgs;
  const how = new Set(['--resume', '--overwrite']);
  const command = ['aezoo', ...words.filter((word) => !how.has(word)), '--resume'];
  return `interrupted after ${steps} steps (${epoch} epochs); go on with: ${command.map(shellWord).join(' ')}`;
}

function runSummary(variant: string, run: TrainedVariant): string {
  const { data, epoch, steps, seconds, msPerStep, train, test, dir } = run;
  const terms = [...new Set([...Object.keys(train), ...Object.keys(test ?? {})])];
  const cell = (value: number | undefined) => (value === undefined ? '' : significant(value));
  const speed = msPerStep === null ? '' : `, ${significant(msPerStep)} ms a step`;
  return [
    `${variant} on ${data}: ${epoch} epochs, ${steps} steps, ${duration(seconds)}${speed}`,
    table(
      [
        ['', 'train', ...(test ? ['test'] : [])],
        ...terms.map((term) => [term, cell(train[term]), ...(test ? [cell(test[term])] : [])]),
      ],
      '  ',
    ),
    `stored in ${dir}`,
  ].join('\n');
}
