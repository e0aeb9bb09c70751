import { readdir, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ownerOf, stateOf } from './owner.js';
import { namedFor } from './paths.js';

const HOUR = 3_600_000;

/**
 * Removes what killed processes left of the same target. What belongs to a process that runs, or
 * to one of another machine, stays for an hour.
 */
export async function removeAbandoned(target: string): Promise<void> {
  const folder = dirname(target);
  for (const { entry, tag } of namedFor(target, 'partial', await readdir(folder))) {
    const owner = ownerOf(tag);
    if (!owner) continue;
    const path = join(folder, entry);
    if (stateOf(owner) === 'gone' || (await isOlderThan(path, HOUR))) {
      await rm(path, { recursive: true, force: true });
    }
  }
}

async function isOlderThan(path: string, milliseconds: number): Promise<boolean> {
  const info = await stat(path).catch(() => undefined);
  return info !== undefined && Date.now() - info.mtimeMs > milliseconds;
}
