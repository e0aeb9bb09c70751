import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { writeFileAtomically } from '@autoencoder-zoo/core/files/node';
import { replaceGenerated } from '@autoencoder-zoo/experiments';
import { merged, type Result } from './result.js';
import { table } from './table.js';

/** `docs`, where this module is built to `attack/dist`. */
const documents = fileURLToPath(new URL('../../docs/', import.meta.url));

/**
 * Takes a result over into the documents: rows of attacks that were not made again
 * stay as they are.
 *
 * @returns The files.
 */
export async function record(result: Result, folder = documents): Promise<string[]> {
  const [file, page] = [`${folder}reliability.json`, `${folder}reliability.md`];
  const older = await readFile(file, 'utf8').then(
    (text) => JSON.parse(text) as Result,
    () => undefined,
  );
  const whole = merged(older, result);
  await writeFileAtomically(file, `${JSON.stringify(whole, null, 2)}\n`);
  await writeFileAtomically(page, withTable(await readFile(page, 'utf8'), whole, page));
  return [file, page];
}

/** A page with the table of a result between its markers. */
export function withTable(page: string, result: Result, file: string): string {
  return replaceGenerated(page, 'result', table(result), file);
}
