import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { failure } from './failure.js';
import { entriesOf, exists, followLinks, previousOf } from './paths.js';

/**
 * Reads a whole file.
 *
 * @throws Error which names the file and says if it is missing, a folder, not readable, ...
 */
export async function readWholeFile(path: string): Promise<Uint8Array> {
  try {
    const { buffer, byteOffset, byteLength } = await readFile(path);
    return new Uint8Array(buffer, byteOffset, byteLength);
  } catch (cause) {
    throw failure(`could not read ${path}`, cause);
  }
}

/**
 * Reads a file of a folder written by `writeFolderAtomically`, also when a swap of it was cut
 * short.
 *
 * @param folder - A path, or the address of one (`file:///...`).
 * @throws Error which names the file, or the folder if that is missing.
 */
export async function readFromFolder(folder: string, name: string): Promise<Uint8Array> {
  const path = folder.startsWith('file:') ? fileURLToPath(folder) : folder;
  const target = await followLinks(path);
  const found = (await exists(target)) ? target : previousOf(target);
  const entries = await entriesOf(found).catch((cause: unknown) => {
    throw failure(`could not read ${folder}`, cause);
  });
  if (entries === undefined) throw new Error(`could not read ${folder}: there is no such folder`);
  if (!entries.includes(name)) {
    const others = entries.length > 0 ? `it has ${entries.join(', ')}` : 'it is empty';
    throw new Error(`could not read ${join(folder, name)}: the folder has no such file; ${others}`);
  }
  return readWholeFile(join(found, name));
}
