import type { Command } from 'commander';
import { dataPartOption, readOption } from '../arguments.js';
import { printResult } from '../output.js';
import { significant } from '@autoencoder-zoo/core/progress';
import { table } from '../text.js';
import type { EvaluateModelOptions, Measures } from '../evaluateModel.js';

interface Options extends EvaluateModelOptions {
  readonly data: string;
  readonly json?: boolean;
}

/** `aezoo evaluate`. */
export function addEvaluate(program: Command): void {
  program
    .command('evaluate')
    .description('measure a stored model on data, beside PCA with a code of the same size')
    .argument('<dir>', 'folder of the model')
    .requiredOption('--data <name|file>', 'a data set, or a file')
    .addOption(dataPartOption())
    .addOption(readOption())
    .option(
      '--train <name|file>',
      'what PCA is fitted on (default: the training part, if the data has parts)',
    )
    .option('--json', 'print one JSON object')
    .action(async (dir: string, { data, json, ...options }: Options) => {
      const { evaluateModel } = await import('../evaluateModel.js');
      const measures = await evaluateModel(dir, data, options);
      printResult(json, measures, () => measuresTable(measures));
    });
}

function measuresTable(measures: Measures): string {
  const { dir, data, part, samples, terms, meanSquaredError, peakSignalToNoise } = measures;
  const { pcaSquaredError: pca, pcaLacks } = measures;
  return [
    `${dir} on ${data} (${part}, ${samples} samples)`,
    table(
      [
        ...Object.entries(terms).map(([term, value]) => [term, significant(value)]),
        ...(pca === null ? [] : [['squaredError of PCA', significant(pca)]]),
        ...(meanSquaredError === null
          ? []
          : [['mean squared error', significant(meanSquaredError)]]),
        ...(peakSignalToNoise === null
          ? []
          : [['peak signal to noise', `${significant(peakSignalToNoise)} dB`]]),
      ],
      '  ',
    ),
    ...(pcaLacks
      ? [`${pcaLacks} tells what the model was trained on; then PCA stands beside it`]
      : []),
  ].join('\n');
}
