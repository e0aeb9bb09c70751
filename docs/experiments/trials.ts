import { join } from 'node:path';
import { experimentNames } from './registry.js';
import { recordTrials, runTrials, type Trials } from './framework/index.js';

const modules: Readonly<Record<string, () => Promise<{ readonly trials: Trials }>>> = {
  contractive: () => import('./contractive/trials.js'),
  'deep-autoencoder': () => import('./deep-autoencoder/trials.js'),
  'importance-weighted': () => import('./importance-weighted/trials.js'),
};

const names = process.argv.slice(2);
const unknown = names.find((name) => !Object.hasOwn(modules, name));
if (names.length === 0 || unknown !== undefined) {
  console.error(
    `${unknown === undefined ? 'name an experiment' : `no trials for "${unknown}"`}; there are trials for: ${Object.keys(modules).join(', ')}`,
  );
  process.exit(2);
}

const controller = new AbortController();
process.once('SIGINT', () => controller.abort());
try {
  for (const name of names) {
    const { trials } = await modules[name]();
    const result = await runTrials(trials, {
      into: join('runs', 'trials', name),
      signal: controller.signal,
      note: console.log,
    });
    await recordTrials(result, experimentNames);
  }
} catch (error) {
  if (!controller.signal.aborted) throw error;
  console.error('interrupted; the same command goes on');
  process.exitCode = 130;
}
