import { open, readdir, readFile, rm, stat, type FileHandle } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import type { Hold } from '../inUse.js';
import { unlessCode } from './failure.js';
import { ownerOf, stateOf, type Owner } from './owner.js';
import { besides, namedFor } from './paths.js';

// Everyone who wants a place lays a claim: a file of a name of its own, which is kept open. Whoever
// finds the claim of somebody else who is alive takes the own one back. So nobody ever deletes a
// claim that counts, which replacing one lock file by another could not promise.

/** Seconds between two signs of life. */
const BEAT = 5;
/** Seconds without any, after which a claim counts no more where nothing else is known of it. */
const SILENCE = 60;

/** A claim on a file, or on a folder for a purpose. */
export class Claim implements Hold {
  readonly #beat: NodeJS.Timeout;

  readonly #file: FileHandle;

  private constructor(
    readonly path: string,
    file: FileHandle,
    text: string,
  ) {
    this.#file = file;

    // Written, not touched, so that the time is that of the disk, whoever has set which clock.
    const sign = () => void this.#file.write(text, 0).catch(() => undefined);
    this.#beat = setInterval(sign, 1000 * BEAT).unref();
  }

  /**
   * Claims a target.
   *
   * @param what - Who wants it, in words for the others.
   */
  static async lay(target: string, what: string): Promise<Claim> {
    const path = besides(target, 'lock');
    const [host, since] = [hostname(), new Date().toISOString()];
    const text = JSON.stringify({ what, process: process.pid, host, since });
    const file = await open(path, 'wx');
    try {
      await file.write(text, 0);
      return new Claim(path, file, text);
    } catch (error) {
      await file.close();
      await rm(path, { force: true });
      throw error;
    }
  }

  async release(): Promise<void> {
    clearInterval(this.#beat);
    // Windows keeps the name of a file that is removed while it is open.
    await this.#file.close();
    await rm(this.path, { force: true });
  }
}

/**
 * Who else claims a target, in words. Claims of the dead are removed.
 *
 * @param own - One's own claim, on this target or on another one of the folder.
 * @param except - Whether claims of this process do not count.
 */
export async function otherClaim(
  target: string,
  own: Claim,
  except?: 'this process',
): Promise<string | undefined> {
  const folder = dirname(target);
  for (const { entry, tag } of namedFor(target, 'lock', await readdir(folder))) {
    const path = join(folder, entry);
    const owner = ownerOf(tag);
    if (path === own.path || !owner) continue;
    const state = stateOf(owner);
    if (except && state === 'running' && owner.process === process.pid) continue;
    if (state !== 'gone' && (await counts(path, owner, own))) return claimant(path, owner);
    await rm(path, { force: true });
  }
  return undefined;
}

async function counts(path: string, owner: Owner, own: Claim): Promise<boolean> {
  const [theirs, ours] = [await stat(path).catch(unlessCode('ENOENT')), await stat(own.path)];
  if (!theirs) return false;
  const silence = ours.mtimeMs - theirs.mtimeMs;
  const kept = stateOf(owner) === 'running' ? await hasOpen(owner.process, theirs) : undefined;
  // A file has its name a moment before its process has it open.
  return kept === undefined ? silence < 1000 * SILENCE : kept || silence < 100;
}

/**
 * Whether a process has a file open: another process of the same number has not, nor has one whose
 * thread was ended. `undefined` where that is not to be learned.
 */
async function hasOpen(
  pid: number,
  file: { readonly dev: number; readonly ino: number },
): Promise<boolean | undefined> {
  try {
    const folder = `/proc/${pid}/fd`;
    for (const descriptor of await readdir(folder)) {
      const info = await stat(join(folder, descriptor)).catch(() => undefined);
      if (info?.ino === file.ino && info.dev === file.dev) return true;
    }
    return false;
  } catch {
    return undefined;
  }
}

async function claimant(path: string, owner: Owner): Promise<string> {
  try {
    const claim = JSON.parse(await readFile(path, 'utf8')) as Record<string, string | number>;
    return `${claim['what']} (process ${claim['process']} on ${claim['host']}, since ${claim['since']})`;
  } catch {
    return `process ${owner.process}`;
  }
}
