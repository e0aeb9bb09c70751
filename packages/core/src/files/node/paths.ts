import { randomBytes } from 'node:crypto';
import { readdir, readlink, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { codeOf } from './failure.js';

/** A new path in the folder of `target`, to be renamed to it. */
export function asideOf(target: string): string {
  const random = randomBytes(6).toString('hex');
  return join(dirname(target), `.${basename(target)}.${random}.partial`);
}

/** Where the old folder is while a new one takes its place. */
export function previousOf(target: string): string {
  return join(dirname(target), `.${basename(target)}.previous`);
}

/** The path that a symbolic link points to, also if nothing is there; other paths as they are. */
export async function followLinks(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch {
    const link = await readlink(path).catch(() => undefined);
    return link === undefined ? resolve(path) : resolve(dirname(path), link);
  }
}

/** Whether there is anything at a path. */
export async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    (error: unknown) => {
      if (codeOf(error) === 'ENOENT') return false;
      throw error;
    },
  );
}

/** Names in a folder; `undefined` if there is no such folder. */
export async function entriesOf(folder: string): Promise<string[] | undefined> {
  return readdir(folder).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  });
}
