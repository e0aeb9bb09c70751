import { createHash } from 'node:crypto';
import { readdir, readlink, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { unlessCode } from './failure.js';
import { newTag } from './owner.js';

/**
 * The path of a place that is given as a path or as the address of one.
 *
 * @throws TypeError for addresses that are not of files.
 */
export function pathOf(place: string | URL): string {
  const address = String(place);
  if (address.startsWith('file://')) return fileURLToPath(address);
  if (typeof place === 'string') return place;
  throw new TypeError(`expected a path or an address that begins with file://, not ${address}`);
}

/** What belongs to a file or folder while it is written: a part of it, or a claim on it. */
export type Kind = 'partial' | 'lock';

/** A new path in the folder of `target`, unlike all others, which tells what it is for. */
export function besides(target: string, kind: Kind): string {
  return join(dirname(target), `.${shortNameOf(target)}.${newTag()}.${kind}`);
}

/** Those of the entries of a folder that {@link besides} may have named for a target. */
export function namedFor(
  target: string,
  kind: Kind,
  entries: readonly string[],
): { entry: string; tag: string }[] {
  const [start, end] = [`.${shortNameOf(target)}.`, `.${kind}`];
  return entries
    .filter((entry) => entry.startsWith(start) && entry.endsWith(end))
    .map((entry) => ({ entry, tag: entry.slice(start.length, -end.length) }));
}

/** Names of files have 255 bytes at most, of which a tag needs its part. */
function shortNameOf(target: string): string {
  const name = basename(target);
  return name.length <= 60 ? name : createHash('sha256').update(name).digest('hex').slice(0, 16);
}

/** Links on the way to a path before it counts as a circle, as on Linux. */
const MOST_LINKS = 40;

/** The path that a symbolic link points to, also if nothing is there; other paths as they are. */
export async function followLinks(path: string): Promise<string> {
  let target = resolve(path);
  for (let links = 0; links < MOST_LINKS; links++) {
    const found = await realpath(target).catch(unlessCode('ENOENT'));
    if (found !== undefined) return found;
    const folder = await realpath(dirname(target)).catch(unlessCode('ENOENT'));
    const link = await readlink(target).catch(() => undefined);
    if (folder === undefined || link === undefined) return target;
    target = resolve(folder, link);
  }
  return target;
}

/**
 * Where a file that is to be written lies when links are followed.
 *
 * @throws Error if the path names a folder.
 */
export async function fileTarget(path: string | URL): Promise<string> {
  const given = pathOf(path);
  if (/[\\/]$/.test(given)) throw new Error('a path that ends with a slash names a folder');
  return followLinks(given);
}

/** Where a folder lies when links are followed. */
export function folderTarget(folder: string | URL): Promise<string> {
  return followLinks(pathOf(folder));
}

/** Whether there is anything at a path. */
export async function exists(path: string | URL): Promise<boolean> {
  return (await stat(pathOf(path)).catch(unlessCode('ENOENT'))) !== undefined;
}

/** Names in a folder; `undefined` if there is no such folder. */
export async function entriesOf(folder: string): Promise<string[] | undefined> {
  return readdir(folder).catch(unlessCode('ENOENT'));
}
