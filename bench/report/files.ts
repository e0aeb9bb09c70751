import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { writeFileAtomically } from '@autoencoder-zoo/core/files/node';
import type { Report } from '../results.js';
import { page } from './page.js';
import { picture } from './picture.js';

/** Files that stand together. */
const names = { results: 'results.json', page: 'results.md', picture: 'speed.svg' };

/**
 * Writes the results of a run, and table and picture beside them.
 *
 * @returns The files.
 */
export async function writeReport(file: string, report: Report): Promise<string[]> {
  await writeFileAtomically(file, `${JSON.stringify(report, undefined, 2)}\n`);
  return [file, ...(await present(report, dirname(file)))];
}

/**
 * Writes table and picture of the `results.json` in a folder.
 *
 * @returns The files.
 * @throws Error when there are no results.
 */
export async function rewriteReport(folder: string): Promise<string[]> {
  const file = join(folder, names.results);
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new Error(
      `cannot read ${file}, which "npm run bench -- --json ${file}" writes: ${String(error)}`,
    );
  });
  return present(JSON.parse(text) as Report, folder);
}

async function present(report: Report, folder: string): Promise<string[]> {
  const [pageFile, pictureFile] = [join(folder, names.page), join(folder, names.picture)];
  await writeFileAtomically(pictureFile, picture(report.results));
  await writeFileAtomically(pageFile, page(report, names.picture));
  return [pageFile, pictureFile];
}
