import { Command, CommanderError } from 'commander';
import { addEncode } from './commands/encode.js';
import { addEvaluate } from './commands/evaluate.js';
import { addList } from './commands/list.js';
import { addReconstruct } from './commands/reconstruct.js';
import { addReproduce } from './commands/reproduce.js';
import { addSample } from './commands/sample.js';
import { addTrain } from './commands/train.js';
import { addZoo } from './commands/zoo.js';
import { exitCodeOf, show } from './errors.js';
import { note } from './output.js';
import { version } from './version.js';

/** Declares the commands; what they need is imported when one of them is run. */
function program(): Command {
  const root = new Command('aezoo')
    .description('A zoo of autoencoders: train them, look at their codes, take them away')
    .version(version(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand(false)
    .showHelpAfterError('(--help tells more)')
    .exitOverride();
  for (const add of [
    addList,
    addTrain,
    addEvaluate,
    addEncode,
    addSample,
    addReconstruct,
    addZoo,
    addReproduce,
  ]) {
    add(root);
  }
  return root;
}

/**
 * Runs the command line `args` (without node and script).
 *
 * @returns The exit code: 0 good, 1 the run failed, 2 wrong usage. Errors have been printed to
 * standard error.
 */
export async function run(args: readonly string[]): Promise<number> {
  try {
    await program().parseAsync(args, { from: 'user' });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    note(`error: ${show(error)}`);
    return exitCodeOf(error);
  }
}
