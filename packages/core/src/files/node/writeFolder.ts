import { mkdir, readFile, rm, rmdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { removeAbandoned } from './abandoned.js';
import { commit, isFileName, removalOf, settle } from './committed.js';
import { failure, unlessCode } from './failure.js';
import { bytesOf, type FileContents } from '../contents.js';
import { holdFolder } from './hold.js';
import { makeFolder } from './makeFolder.js';
import { InUseError } from '../inUse.js';
import { besides, folderTarget } from './paths.js';
import { syncFolder, writeSynced } from './synced.js';

/** Reads a file of a folder by its name; `undefined` if there is none. */
export type ReadFile = (name: string) => Promise<Uint8Array | undefined>;

/** Options of {@link writeFolderAtomically}. */
export interface WriteFolderOptions {
  /** Files of an older save that go if they are not among the new ones. Default none. */
  readonly removes?: readonly string[];
  /**
   * Whether a folder with files of these names is an older save, which may be
   * replaced. Default: yes.
   *
   * @param read - Gives what is there under a name; `undefined` if nothing is.
   */
  readonly isOurs?: (read: ReadFile) => Promise<boolean>;
}

/**
 * Writes files of a folder whole or not at all: aside, synced to the disk, committed by one
 * renaming, and then moved to their places. Whenever the process stops, `readFromFolder` finds all
 * old files or all new ones; the next save finishes what was committed. Other files stay.
 *
 * @param folder - Where, as a path or an address (`file:///...`); it is made if it is missing, a
 * symbolic link is followed.
 * @param files - Contents by file name.
 * @throws Error which names folder, bytes and the reason. The old files are intact
 * then, unless the error says that the new ones stand.
 * @throws InUseError if another save of the folder goes on.
 */
export async function writeFolderAtomically(
  folder: string | URL,
  files: Readonly<Record<string, FileContents>>,
  { removes = [], isOurs = () => Promise.resolve(true) }: WriteFolderOptions = {},
): Promise<void> {
  const contents = new Map(Object.entries(files).map(([name, file]) => [name, bytesOf(file)]));
  const unfit = [...contents.keys()].find((name) => !isFileName(name));
  if (unfit !== undefined) {
    throw new RangeError(
      `"${unfit}" is no name of a file inside ${String(folder)}; leave out its path`,
    );
  }
  const total = [...contents.values()].reduce((sum, { length }) => sum + length, 0);
  const gone = removes.filter((name) => !contents.has(name));
  const written = { stands: false };
  try {
    const target = await folderTarget(folder);
    const made = await makeFolder(target);
    try {
      await write(target, contents, gone, isOurs, () => (written.stands = true));
    } catch (error) {
      if (made && !written.stands) await rmdir(target).catch(() => undefined);
      throw error;
    }
  } catch (cause) {
    if (cause instanceof InUseError) throw cause;
    const what = written.stands
      ? `the folder ${String(folder)} has the new files (${total} bytes), which are read from now on, but the save has not come to its end; save once more`
      : `could not write the folder ${String(folder)} (${total} bytes)`;
    throw failure(what, cause);
  }
}

/**
 * Moves the files of a save that was cut short to their places, if there is one. The
 * folder is made.
 *
 * @throws InUseError if a save of the folder goes on; Error which names folder and reason.
 */
export async function finishSave(folder: string | URL): Promise<void> {
  const hold = await holdFolder(folder, 'save', 'another save');
  try {
    await settle(await folderTarget(folder));
  } catch (cause) {
    throw failure(`could not finish the last save of the folder ${String(folder)}`, cause);
  } finally {
    await hold.release();
  }
}

/** @param onCommit - Called as soon as the new files are what is read. */
async function write(
  target: string,
  contents: ReadonlyMap<string, Uint8Array>,
  gone: readonly string[],
  isOurs: (read: ReadFile) => Promise<boolean>,
  onCommit: () => void,
): Promise<void> {
  const hold = await holdFolder(target, 'save', 'another save');
  try {
    const save = join(target, 'save');
    await removeAbandoned(save);
    await settle(target);
    const reader: ReadFile = (name) =>
      readFile(join(target, name)).catch(unlessCode('ENOENT', 'ENOTDIR'));
    const taken = await entriesAmong(target, [...contents.keys(), ...gone]);
    if (taken.length > 0 && !(await isOurs(reader))) {
      throw new Error(
        `the folder has files of these names that are not of a save: ${taken.join(', ')}; choose another folder or remove them`,
      );
    }
    const aside = besides(save, 'partial');
    try {
      await mkdir(aside);
      for (const [name, bytes] of contents) await writeSynced(join(aside, name), bytes);
      for (const name of gone.filter((name) => taken.includes(name))) {
        await writeSynced(join(aside, removalOf(name)), new Uint8Array(0));
      }
      await syncFolder(aside);
      await commit(aside, target);
    } catch (error) {
      await rm(aside, { recursive: true, force: true });
      throw error;
    }
    onCommit();
    await settle(target);
  } finally {
    await hold.release();
  }
}

/**
 * Which names a folder has.
 *
 * @throws Error if one of them is that of a folder, which no file can replace.
 */
async function entriesAmong(folder: string, names: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const name of names) {
    const info = await stat(join(folder, name)).catch(unlessCode('ENOENT'));
    if (info?.isDirectory()) throw new Error(`${name} in it is a folder, not a file`);
    if (info) found.push(name);
  }
  return found;
}
