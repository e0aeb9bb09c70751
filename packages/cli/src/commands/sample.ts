import type { Command } from 'commander';
import { nonNegativeInteger, positiveInteger } from '../arguments.js';
import { UsageError } from '../errors.js';
import { print } from '../output.js';
import { settingOf, type Settings } from '../settings.js';

interface Options {
  readonly count: number;
  readonly seed?: number;
  readonly beside?: Settings;
  readonly picture?: string;
  readonly out: string;
}

/** `aezoo sample`. */
export function addSample(program: Command): void {
  program
    .command('sample')
    .description('draw new pictures from the prior of a model')
    .argument('<dir>', 'folder of the model')
    .option('-n, --count <n>', 'how many', positiveInteger, 64)
    .option('--seed <n>', 'of the draws (default: that of the model)', nonNegativeInteger)
    .option(
      '--beside <key=value>',
      'a column that the model reads, such as label=3; can be repeated',
      settingOf('--beside', 'label=3'),
    )
    .option('--picture <size>', 'height and width, such as 28x20, where samples do not say it')
    .requiredOption('--out <file>', 'a .png file')
    .action(async (dir: string, { count, seed, beside, picture, out }: Options) => {
      const { loadModel } = await import('../loadModel.js');
      const { columnsFor } = await import('../columnsFor.js');
      const { expectOutput } = await import('../outputFile.js');
      const { displayRange, pictureGrid } = await import('@autoencoder-zoo/pictures/images');
      const { parsePictureSize, pictureShape } = await import('../pictures/picture.js');
      const { expectPng, writePng } = await import('../pictures/writePng.js');
      expectPng(out);
      const model = await loadModel(dir);
      const shape = pictureShape(
        model.inputShape,
        picture === undefined ? undefined : parsePictureSize(picture),
      );
      if (!model.network.built.prior) {
        throw new UsageError(
          `the model in ${dir} has no prior to draw from; sampling variants such as variational have one. \`aezoo reconstruct\` shows what this one makes of data`,
        );
      }
      await expectOutput(out, []);
      const columns = columnsFor(model, beside ?? {});
      const samples = await model.sample(count, {
        beside: columns,
        ...(seed !== undefined && { seed }),
      });
      const across = Math.ceil(Math.sqrt(count));
      await writePng(out, pictureGrid(samples, shape, across, displayRange(samples)));
      print(`${out}: ${count} samples of ${dir}`);
    });
}
