import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fileExists, readWholeFile, writeFileAtomically } from '@autoencoder-zoo/core/files/node';
import type { Reproduction } from '../reproduce.js';
import type { Result } from '../result.js';
import type { TrialsResult } from '../trials.js';
import { replaceGenerated, type GeneratedPart } from './markdown.js';
import { overview, resultSection, trialsSection } from './tables.js';

/** The folder `experiments`, where this module is built to `dist/framework/documents`. */
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
    `results are recorded in the folder experiments of the repository of autoencoder-zoo, but ${folder} has no experiment`,
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
  const copies = files.map((file) => join(folder, basename(file)));
  for (const [index, file] of files.entries()) {
    await writeFileAtomically(copies[index], await readWholeFile(file));
  }
  return [...copies, ...(await writePages(names, root))];
}

/**
 * Takes what was tried for an experiment over into the documents: `trials.json`, and the table of
 * the experiment's page.
 *
 * @param names - Of all experiments, in the order of the overview.
 * @returns The files.
 */
export async function recordTrials(
  trials: TrialsResult,
  names: readonly string[],
  root = documents,
): Promise<string[]> {
  const file = join(await documentsOf(trials.name, root), 'trials.json');
  await writeFileAtomically(file, `${JSON.stringify(trials, null, 2)}\n`);
  return [file, ...(await writePages(names, root))];
}

async function writePages(names: readonly string[], root: string): Promise<string[]> {
  const pages = await generatedPages(names, root);
  for (const { path, contents } of pages) await writeFileAtomically(path, contents);
  return pages.map(({ path }) => path);
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
  const pages: { readonly path: string; readonly parts: GeneratedParts }[] = [];
  for (const name of names) {
    const path = join(root, name, 'README.md');
    if (!(await fileExists(path))) continue;
    const result = await readJson<Result>(join(root, name, 'result.json'));
    if (result) results.push(result);
    else awaited.push(name);
    const tried = await readJson<TrialsResult>(join(root, name, 'trials.json'));
    const parts = {
      result: result
        ? resultSection(result)
        : 'Not yet run in full, so there are no figures and no pictures.',
      ...(tried && { trials: trialsSection(tried) }),
    };
    pages.push({ path, parts });
  }
  const all = [
    ...pages,
    { path: join(root, 'README.md'), parts: { result: overview(results, awaited) } },
  ];
  return Promise.all(
    all.map(async ({ path, parts }) => ({
      path,
      contents: Object.entries(parts).reduce(
        (page, [part, text]) => replaceGenerated(page, part as GeneratedPart, text, path),
        await readFile(path, 'utf8'),
      ),
    })),
  );
}

type GeneratedParts = Readonly<Partial<Record<GeneratedPart, string>>>;

async function readJson<Value>(path: string): Promise<Value | undefined> {
  return (await fileExists(path)) ? (JSON.parse(await readFile(path, 'utf8')) as Value) : undefined;
}
