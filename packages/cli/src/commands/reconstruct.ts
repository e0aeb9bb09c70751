import type { Command } from 'commander';
import { dataPartOption, positiveInteger, readOption } from '../arguments.js';
import type { DataOptions } from '../modelOnData.js';
import { print } from '../output.js';

interface Options extends DataOptions {
  readonly data: string;
  readonly count: number;
  readonly picture?: string;
  readonly out: string;
}

/** `aezoo reconstruct`. */
export function addReconstruct(program: Command): void {
  program
    .command('reconstruct')
    .description('show samples and, below them, what a model makes of them')
    .argument('<dir>', 'folder of the model')
    .requiredOption('--data <name|file>', 'a data set, or a file')
    .addOption(dataPartOption())
    .addOption(readOption())
    .option('-n, --count <n>', 'how many', positiveInteger, 10)
    .option('--picture <size>', 'height and width, such as 28x20, where samples do not say it')
    .requiredOption('--out <file>', 'a .png file')
    .action(async (dir: string, options: Options) => {
      const { modelOnData } = await import('../modelOnData.js');
      const { expectOutput } = await import('../outputFile.js');
      const { displayRange, pictureGrid } = await import('@autoencoder-zoo/pictures/images');
      const { parsePictureSize, pictureShape } = await import('../pictures/picture.js');
      const { expectPng, writePng } = await import('../pictures/writePng.js');
      const { out, picture } = options;
      expectPng(out);
      const { model, data, part, samples } = await modelOnData(dir, options.data, options);
      const shape = pictureShape(
        model.inputShape,
        picture === undefined ? undefined : parsePictureSize(picture),
      );
      await expectOutput(out, [options.data]);
      const first = samples.slice(0, Math.min(options.count, samples.length));
      const originals = new Float32Array(first.length * first.size);
      first.read([...Array(first.length).keys()], originals);
      const both = Float32Array.from([...originals, ...(await model.reconstruct(first))]);
      await writePng(out, pictureGrid(both, shape, first.length, displayRange(originals)));
      print(
        `${out}: ${first.length} samples of ${data.name} (${part}) above their reconstructions`,
      );
    });
}
