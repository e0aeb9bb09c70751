import { readdirSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { experimentNames, findExperiment, findTrials, trialNames } from './registry.js';

const root = fileURLToPath(new URL('.', import.meta.url));

it('lists each folder that holds an experiment', () => {
  expect([...experimentNames].sort()).toEqual(foldersWith('experiment.ts'));
});

it('lists each folder that holds trials', async () => {
  expect([...trialNames].sort()).toEqual(foldersWith('trials.ts'));
  for (const name of trialNames) {
    const { name: own, module } = await findTrials(name);
    expect(own).toBe(name);
    expect(module).toBe(new URL(`./${name}/trial.ts`, import.meta.url).href);
  }
  await expect(findTrials('linear-pca')).rejects.toThrow(
    'there is no trial of an experiment "linear-pca"; there are: contractive,',
  );
});

it.each(experimentNames)('%s has its page and checks itself in both versions', async (name) => {
  const { name: own, module, rows } = await findExperiment(name);
  expect(own).toBe(name);
  expect(module).toBe(new URL(`./${name}/experiment.ts`, import.meta.url).href);
  expect(existsSync(join(root, name, 'README.md'))).toBe(true);
  expect(rows.some(({ bound }) => bound)).toBe(true);
  expect(rows.some(({ quickBound }) => quickBound)).toBe(true);
});

it('says which experiments there are when it has not the one', async () => {
  await expect(findExperiment('variatonal')).rejects.toThrow(
    /there is no experiment "variatonal"; there are: .*variational/,
  );
});

function foldersWith(file: string): string[] {
  return readdirSync(root)
    .filter((entry) => entry !== 'framework' && existsSync(join(root, entry, file)))
    .sort();
}
