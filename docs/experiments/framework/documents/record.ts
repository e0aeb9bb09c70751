import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fileExists } from '@autoencoder-zoo/core/files/node';
import type { Reproduction } from '../reproduce.js';
import type { Result } from '../result.js';
import { replaceGenerated } from './markdown.js';
import { overview, resultSection } from './tables.js';

/** `docs/experiments`, where this module is built to `dist/framework/documents`. */
const documents = fileURLToPath(new URL('../../../', import.meta.url));

/**
 * The folder of an experiment's documents in the repository.
 *
 * @throws Error where this is an installed package, which has no documents.
 */
export async function documentsOf(name: string, root = documents): Promise<string> {
  const folder = join(root, name);
  if (await fileExists(join(folder, 'experiment.ts'))) return folder;
  throw new Error(
    `results are recorded in docs/experiments of the repository of autoencoder-zoo, but ${folder} has no experiment`,
  );
}

/**
 * Takes a result over into the documents: `result.json`, pictures, and the tables of the
 * experiment's page and of the overview.
 *
 * @param names - Of all experiments, in the order of the overview.
 * @returns The files.
 */
export async function record(
  { result, files }: Reproduction,
  names: readonly string[],
  root = documents,
): Promise<string[]> {
  const folder = await documentsOf(result.name, root);
  await mkdir(folder, { recursive: true });
  const copies = files.map((file) => join(folder, basename(file)));
  await Promise.all(files.map((file, index) => copyFile(file, copies[index])));
  const pages = await generatedPages(names, root);
  for (const { path, contents } of pages) await writeFile(path, contents);
  return [...copies, ...pages.map(({ path }) => path)];
}

/** A page as the stored results make it. */
export interface GeneratedPage {
  readonly path: string;
  readonly contents: string;
}

/**
 * The pages of all experiments, and the overview, with the tables of the present
 * results.
 *
 * @throws Error naming a page without a place for them.
 */
export async function generatedPages(
  names: readonly string[],
  root = documents,
): Promise<GeneratedPage[]> {
  const results: Result[] = [];
  const awaited: string[] = [];
  const pages: { readonly path: string; readonly text: string }[] = [];
  for (const name of names) {
    const path = join(root, name, 'README.md');
    const file = join(root, name, 'result.json');
    if (await fileExists(file)) {
      const result = JSON.parse(await readFile(file, 'utf8')) as Result;
      results.push(result);
      pages.push({ path, text: resultSection(result) });
    } else if (await fileExists(path)) {
      awaited.push(name);
      pages.push({ path, text: 'Not yet run in full, so there are no figures and no pictures.' });
    }
  }
  const all = [...pages, { path: join(root, 'README.md'), text: overview(results, awaited) }];
  return Promise.all(
    all.map(async ({ path, text }) => ({
      path,
      contents: replaceGenerated(await readFile(path, 'utf8'), text, path),
    })),
  );
}
