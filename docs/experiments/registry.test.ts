import { readdirSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { experimentNames, findExperiment } from './registry.js';

const root = fileURLToPath(new URL('.', import.meta.url));

it('lists each folder that holds an experiment', () => {
  const folders = readdirSync(root).filter(
    (entry) => entry !== 'framework' && existsSync(join(root, entry, 'experiment.ts')),
  );
  expect([...experimentNames].sort()).toEqual(folders.sort());
});

it.each(experimentNames)('%s has its page and checks itself in both versions', async (name) => {
  const { name: own, rows } = await findExperiment(name);
  expect(own).toBe(name);
  expect(existsSync(join(root, name, 'README.md'))).toBe(true);
  expect(rows.some(({ bound }) => bound)).toBe(true);
  expect(rows.some(({ quickBound }) => quickBound)).toBe(true);
});

it('says which experiments there are when it has not the one', async () => {
  await expect(findExperiment('variatonal')).rejects.toThrow(
    /there is no experiment "variatonal"; there are: .*variational/,
  );
});
