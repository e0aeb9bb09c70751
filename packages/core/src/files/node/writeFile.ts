import { rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { removeAbandoned } from './abandoned.js';
import { bytesOf, type FileContents } from '../contents.js';
import { failure } from './failure.js';
import { makeFolder } from './makeFolder.js';
import { besides, fileTarget } from './paths.js';
import { replaceable } from './tryOut.js';
import { replace, syncFolder, writeSynced } from './synced.js';

/**
 * Writes a file whole or not at all: aside in the same folder, synced to the disk, then
 * renamed. Whenever the process or the machine stops, `path` is either the old file or the
 * new one. Missing folders are made; a symbolic link is followed; an older file's
 * permissions are kept. What is no file but a device or a pipe gets the bytes as they are.
 *
 * @param path - A path, or the address of one (`file:///...`).
 * @throws Error which names the file, its bytes and the reason (disk full, no
 * permission, ...). The old file is intact then, unless the error says that the new
 * one stands, and nothing is left behind.
 */
export async function writeFileAtomically(
  path: string | URL,
  contents: FileContents,
): Promise<void> {
  const bytes = bytesOf(contents);
  const written = { stands: false };
  try {
    const target = await fileTarget(path);
    await makeFolder(dirname(target));
    const older = await replaceable(target);
    if (older && !older.isFile()) {
      await writeFile(target, bytes);
      return;
    }
    await removeAbandoned(target);
    const aside = besides(target, 'partial');
    try {
      await writeSynced(aside, bytes, older?.mode);
      await replace(aside, target);
      written.stands = true;
    } catch (error) {
      await rm(aside, { force: true });
      throw error;
    }
    await syncFolder(dirname(target));
  } catch (cause) {
    const what = written.stands
      ? `${String(path)} is written (${bytes.length} bytes), but might not outlast a power failure`
      : `could not write ${String(path)} (${bytes.length} bytes)`;
    throw failure(what, cause);
  }
}
