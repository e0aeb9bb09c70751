import type { Command } from 'commander';
import { nonNegativeInteger, positiveInteger, readOption } from '../arguments.js';
import { printResult } from '../output.js';
import { duration, significant } from '@autoencoder-zoo/core/progress';
import { table } from '../text.js';
import type { Exhibit } from '../zoo/exhibit.js';
import type { ZooOptions } from '../zoo/runZoo.js';

interface Options extends ZooOptions {
  readonly json?: boolean;
}

/** `aezoo zoo`. */
export function addZoo(program: Command): void {
  program
    .command('zoo')
    .description(
      'train one model of each kind on MNIST and write a page that shows what they learned',
    )
    .option('--data <name|file>', 'other pictures', 'mnist')
    .addOption(readOption())
    .option('--samples <n>', 'train on the first so many only', positiveInteger)
    .option('--epochs <n>', 'passes of each model over the data', positiveInteger)
    .option('--seed <n>', 'of first weights, order and noise', nonNegativeInteger, 0)
    .option('--out <dir>', 'folder of the page and the models', 'runs/zoo')
    .option('--overwrite', 'replace the page and the models in the folder')
    .option('--verbose', 'where no progress bar can be drawn: a line per epoch')
    .option('--json', 'the last line printed is one JSON object')
    .action(async ({ json, ...options }: Options) => {
      const { runZoo } = await import('../zoo/runZoo.js');
      const { exhibits, report, seconds } = await runZoo(options);
      const result = { seconds, report, variants: exhibits.map(figures) };
      printResult(
        json,
        result,
        () => `${summary(exhibits)}\n\n${duration(seconds)} in all; pictures in ${report}`,
      );
    });
}

function figures(exhibit: Exhibit) {
  const { variant, codeSize, parameters, epochs, seconds } = exhibit;
  const { testError, pcaError, imagesPerSecond } = exhibit;
  return { variant, codeSize, parameters, epochs, seconds, testError, pcaError, imagesPerSecond };
}

function summary(exhibits: readonly Exhibit[]): string {
  return table([
    ['variant', 'code', 'parameters', 'epochs', 'seconds', 'test error', 'PCA error', 'images/s'],
    ...exhibits.map((exhibit) => [
      exhibit.variant,
      String(exhibit.codeSize),
      exhibit.parameters.toLocaleString('en'),
      String(exhibit.epochs),
      exhibit.seconds.toFixed(1),
      significant(exhibit.testError),
      significant(exhibit.pcaError),
      Math.round(exhibit.imagesPerSecond).toLocaleString('en'),
    ]),
  ]);
}
