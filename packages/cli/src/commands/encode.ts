import type { Command } from 'commander';
import { dataPartOption, readOption } from '../arguments.js';
import type { DataOptions } from '../modelOnData.js';
import { print } from '../output.js';

interface Options extends DataOptions {
  readonly data: string;
  readonly out: string;
}

/** `aezoo encode`. */
export function addEncode(program: Command): void {
  program
    .command('encode')
    .description('write the code of each sample to a file')
    .argument('<dir>', 'folder of the model')
    .requiredOption('--data <name|file>', 'a data set, or a file')
    .addOption(dataPartOption())
    .addOption(readOption())
    .requiredOption('--out <file>', 'a .npy, .csv or .parquet file')
    .action(async (dir: string, { data: nameOrPath, out, ...options }: Options) => {
      const { codesWriter } = await import('../codes/writeCodes.js');
      const write = codesWriter(out);
      const { expectOutput } = await import('../outputFile.js');
      const { modelOnData } = await import('../modelOnData.js');
      const { model, data, part, samples } = await modelOnData(dir, nameOrPath, options);
      await expectOutput(out, [nameOrPath]);
      const codes = await model.encode(samples);
      await write(codes);
      print(`${out}: codes of ${data.name} (${part}), [${codes.shape.join(', ')}]`);
    });
}
