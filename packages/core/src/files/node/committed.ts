import { rename, rm, rmdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { unlessCode } from './failure.js';
import { entriesOf } from './paths.js';
import { replace, syncFolder } from './synced.js';

/** The files of a save that is complete, on their way to their places. */
const COMMITTED = '.save.committed';

/** Stands in a save for a file that the folder is to have no more. */
const REMOVED = '.removed';

/** Whether a file can be part of a save under this name. */
export function isFileName(name: string): boolean {
  return !/^\.{0,2}$|[\\/\0]/.test(name) && name !== COMMITTED && !name.endsWith(REMOVED);
}

/** The name of what stands in a save for the removal of a file. */
export function removalOf(name: string): string {
  return name + REMOVED;
}

/** Makes the files in a folder aside the newest save of a folder, in one step. */
export async function commit(aside: string, folder: string): Promise<void> {
  await rename(aside, join(folder, COMMITTED));
}

/** Moves the files of a committed save to their places, and does nothing where there is none. */
export async function settle(folder: string): Promise<void> {
  const committed = join(folder, COMMITTED);
  const entries = await entriesOf(committed);
  if (entries === undefined) return;
  // The disk has to know of the whole save before its files go to their places one by one.
  await syncFolder(folder);
  for (const entry of entries) {
    const from = join(committed, entry);
    if (entry.endsWith(REMOVED)) {
      await rm(join(folder, entry.slice(0, -REMOVED.length)), { force: true });
      await rm(from);
    } else {
      await replace(from, join(folder, entry));
    }
  }
  await syncFolder(folder);
  await rmdir(committed);
}

/**
 * Where a file of a folder's newest save is at this moment; `undefined` if there is none. It may be
 * moved meanwhile: then ask again.
 */
export async function placeOf(folder: string, name: string): Promise<string | undefined> {
  for (const path of [join(folder, COMMITTED, name), join(folder, name)]) {
    if (await stat(path).catch(unlessCode('ENOENT', 'ENOTDIR'))) return path;
  }
  return undefined;
}
