import { join } from 'node:path';
import { recordTrials, runTrials } from './framework/index.js';
import { experimentNames, findTrials, trialNames } from './registry.js';

const controller = new AbortController();
process.once('SIGINT', () => controller.abort());
const { signal } = controller;

/** Runs the trials of experiments in turn, and takes their tables over into the documents. */
async function run(names: readonly string[]): Promise<void> {
  if (names.length === 0)
    throw new RangeError(`name an experiment; there are: ${trialNames.join(', ')}`);
  for (const trials of await Promise.all(names.map(findTrials))) {
    const into = join('runs', 'trials', trials.name);
    await recordTrials(
      await runTrials(trials, { into, signal, note: console.log }),
      experimentNames,
    );
  }
}

try {
  await run(process.argv.slice(2));
} catch (error) {
  const said = signal.aborted ? 'interrupted; the same command goes on' : error;
  console.error(said instanceof RangeError ? said.message : said);
  process.exitCode = 1;
}
