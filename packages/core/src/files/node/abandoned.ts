import { readdir, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

const HOUR = 3_600_000;

/** Removes what killed processes left of the same target, once it is too old to be in use. */
export async function removeAbandoned(target: string): Promise<void> {
  const folder = dirname(target);
  for (const entry of await readdir(folder)) {
    const middle = entry.slice(basename(target).length + 2, -'.partial'.length);
    if (entry !== `.${basename(target)}.${middle}.partial` || !/^[0-9a-f]{12}$/.test(middle))
      continue;
    const path = join(folder, entry);
    const info = await stat(path).catch(() => undefined);
    if (info && Date.now() - info.mtimeMs > HOUR) await rm(path, { recursive: true, force: true });
  }
}
