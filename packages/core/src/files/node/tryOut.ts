import type { Stats } from 'node:fs';
import { rm, stat, statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { failure, unlessCode } from './failure.js';
import { makeFolder } from './makeFolder.js';
import { besides, fileTarget, folderTarget } from './paths.js';
import { writeSynced } from './synced.js';

/**
 * Tries whether a file can be written, so that a wrong place shows before long work and not after
 * it. Its folder is made; nothing else changes.
 *
 * @throws Error which names the file and the reason.
 */
export async function tryFile(path: string | URL): Promise<void> {
  try {
    const target = await fileTarget(path);
    await makeFolder(dirname(target));
    await replaceable(target);
    const aside = besides(target, 'partial');
    try {
      await writeSynced(aside, new Uint8Array(1));
    } finally {
      await rm(aside, { force: true });
    }
  } catch (cause) {
    throw failure(`could not write ${String(path)}`, cause);
  }
}

/**
 * What is at a path where a file is to be written; `undefined` if nothing is.
 *
 * @throws Error if a file cannot take its place.
 */
export async function replaceable(target: string): Promise<Stats | undefined> {
  const found = await stat(target).catch(unlessCode('ENOENT'));
  if (found?.isDirectory()) throw new Error('it is a folder, not a file');
  if (found?.isFile() && found.dev !== (await stat(dirname(target))).dev) {
    throw new Error('it is a mount point, which no other file can replace; mount its folder');
  }
  return found;
}

/**
 * Makes sure that a disk has room.
 *
 * @param folder - One that exists.
 * @param bytes - That will be written, at the least.
 * @throws Error which names the folder, what is free and what is needed.
 */
export async function expectRoom(folder: string | URL, bytes: number): Promise<void> {
  const { bavail, bsize } = await statfs(await folderTarget(folder));
  const free = bavail * bsize;
  if (free >= bytes) return;
  throw new Error(
    `could not write ${String(folder)}: the disk is full: ${amount(free)} are free, but at least ${amount(bytes)} will be written`,
  );
}

function amount(bytes: number): string {
  return bytes < 1e6 ? `${Math.round(bytes / 1e3)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}
