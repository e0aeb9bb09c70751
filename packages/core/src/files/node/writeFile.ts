import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { removeAbandoned } from './abandoned.js';
import { bytesOf, type FileContents } from '../contents.js';
import { failure } from './failure.js';
import { asideOf, followLinks } from './paths.js';
import { syncFolder, writeSynced } from './synced.js';

/**
 * Writes a file whole or not at all: aside in the same folder, synced to the disk, then renamed.
 * Whenever the process or the machine stops, `path` is either the old file or the new one. Missing
 * folders are made; a symbolic link is followed.
 *
 * @throws Error which names the file, its bytes and the reason (disk full, no permission, ...). The
 * old file is intact then, and nothing is left behind.
 */
export async function writeFileAtomically(path: string, contents: FileContents): Promise<void> {
  const bytes = bytesOf(contents);
  try {
    const target = await followLinks(path);
    await mkdir(dirname(target), { recursive: true });
    await removeAbandoned(target);
    const aside = asideOf(target);
    try {
      await writeSynced(aside, bytes);
      await rename(aside, target);
    } catch (error) {
      await rm(aside, { force: true });
      throw error;
    }
    await syncFolder(dirname(target));
  } catch (cause) {
    throw failure(`could not write ${path} (${bytes.length} bytes)`, cause);
  }
}
