import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { placeOf } from './committed.js';
import { codeOf, failure } from './failure.js';
import { entriesOf, folderTarget, pathOf } from './paths.js';

/**
 * Reads a whole file.
 *
 * @param path - A path, or the address of one (`file:///...`).
 * @throws Error which names the file and says if it is missing, a folder, not readable, ...
 */
export async function readWholeFile(path: string | URL): Promise<Uint8Array> {
  try {
    const { buffer, byteOffset, byteLength } = await readFile(pathOf(path));
    return new Uint8Array(buffer, byteOffset, byteLength);
  } catch (cause) {
    throw failure(`could not read ${String(path)}`, cause);
  }
}

/**
 * Reads a file of a folder written by `writeFolderAtomically`: that of the newest save, also while
 * it is on the way to its place. Two files that are read one after the other may be of two saves.
 *
 * @param folder - A path, or the address of one (`file:///...`).
 * @throws Error which names the file, or the folder if that is missing.
 */
export async function readFromFolder(folder: string | URL, name: string): Promise<Uint8Array> {
  const target = await folderTarget(folder);
  for (let attempt = 0; attempt < 10; attempt++) {
    const path = await placeOf(target, name).catch((cause: unknown) => {
      throw failure(`could not read ${join(pathOf(folder), name)}`, cause);
    });
    if (path === undefined) break;
    try {
      return await readWholeFile(path);
    } catch (error) {
      if (error instanceof Error && codeOf(error.cause) !== 'ENOENT') throw error;
    }
  }
  const entries = await entriesOf(target).catch((cause: unknown) => {
    throw failure(`could not read ${String(folder)}`, cause);
  });
  if (entries === undefined) {
    throw new Error(`could not read ${String(folder)}: there is no such folder`);
  }
  const shown = entries.filter((entry) => !entry.startsWith('.'));
  const others = shown.length > 0 ? `it has ${shown.join(', ')}` : 'it is empty';
  throw new Error(
    `could not read ${join(pathOf(folder), name)}: the folder has no such file; ${others}`,
  );
}

/** Whether {@link readFromFolder} would find a file. */
export async function isInFolder(folder: string | URL, name: string): Promise<boolean> {
  return (await placeOf(await folderTarget(folder), name)) !== undefined;
}
