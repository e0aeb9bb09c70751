// Tries every recipe, and tells what became of it: a line of JSON each.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tryRecipes } from '../support/recipes.js';

console.warn = (warning) => {
  throw new Error(String(warning));
};
const folder = await mkdtemp(join(tmpdir(), 'recipes-'));
const store = async (model: { save(path: string): Promise<void> }) => {
  await model.save(join(folder, 'model'));
  return join(folder, 'model');
};
for await (const outcome of tryRecipes(store)) console.log(JSON.stringify(outcome));
await rm(folder, { recursive: true });
