import { mkdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { removeAbandoned } from './abandoned.js';
import { bytesOf, type FileContents } from '../contents.js';
import { failure } from './failure.js';
import { asideOf, entriesOf, exists, followLinks, previousOf } from './paths.js';
import { syncFolder, writeSynced } from './synced.js';

/** What desktops put into folders that are looked at. */
const LITTER = ['.DS_Store', 'Thumbs.db', 'desktop.ini'];

/** Options of {@link writeFolderAtomically}. */
export interface WriteFolderOptions {
  /** Further entries that an older folder may have; they are dropped with it. Default none. */
  readonly replaces?: readonly string[];
}

/**
 * Writes a folder of files whole or not at all: into a folder beside it, synced to the disk, then
 * swapped by renaming. Between the two renames of a swap the old folder has another name, which
 * `readFromFolder` knows; so a reader finds all old files or all new ones whenever the process
 * stops.
 *
 * @param folder - Where; missing parents are made, a symbolic link is followed.
 * @param files - Contents by file name.
 * @throws Error which names folder, bytes and the reason. The old folder is intact then.
 * @throws Error if an existing folder has entries that are neither in `files` nor in `replaces`:
 * it is not ours to delete.
 */
export async function writeFolderAtomically(
  folder: string,
  files: Readonly<Record<string, FileContents>>,
  { replaces = [] }: WriteFolderOptions = {},
): Promise<void> {
  const contents = Object.entries(files).map(([name, file]) => [name, bytesOf(file)] as const);
  const total = contents.reduce((sum, [, bytes]) => sum + bytes.length, 0);
  for (const [name] of contents) {
    if (basename(name) !== name || ['', '.', '..'].includes(name)) {
      throw new RangeError(`"${name}" is no name of a file inside ${folder}; leave out its path`);
    }
  }
  try {
    const target = await followLinks(folder);
    await mkdir(dirname(target), { recursive: true });
    await removeAbandoned(target);
    await settle(target);
    const entries = await entriesOf(target);
    const ours = new Set([...Object.keys(files), ...replaces, ...LITTER]);
    const foreign = entries?.filter((entry) => !ours.has(entry)) ?? [];
    if (foreign.length > 0) {
      throw new Error(
        `the folder has entries that are not part of what is written (${foreign.join(', ')}); choose another folder or remove them`,
      );
    }
    const aside = asideOf(target);
    try {
      await mkdir(aside);
      for (const [name, bytes] of contents) await writeSynced(join(aside, name), bytes);
      await syncFolder(aside);
      await swap(aside, target, entries !== undefined);
    } catch (error) {
      await rm(aside, { recursive: true, force: true });
      throw error;
    }
  } catch (cause) {
    throw failure(`could not write the folder ${folder} (${total} bytes)`, cause);
  }
}

async function swap(aside: string, target: string, replace: boolean): Promise<void> {
  const previous = previousOf(target);
  if (replace) await rename(target, previous);
  try {
    await rename(aside, target);
  } catch (error) {
    if (replace) await rename(previous, target);
    throw error;
  }
  await syncFolder(dirname(target));
  if (replace) await rm(previous, { recursive: true, force: true });
}

/** Finishes or takes back a swap that was cut short. */
async function settle(target: string): Promise<void> {
  const previous = previousOf(target);
  if (!(await exists(previous))) return;
  if (await exists(target)) await rm(previous, { recursive: true, force: true });
  else await rename(previous, target);
}
