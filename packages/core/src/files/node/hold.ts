import { randomInt } from 'node:crypto';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { InUseError, type Hold } from '../inUse.js';
import { Claim, otherClaim } from './claim.js';
import { failure } from './failure.js';
import { makeFolder } from './makeFolder.js';
import { fileTarget, folderTarget } from './paths.js';
import { replaceable } from './tryOut.js';

/**
 * Holds a file, so that nobody else holds it meanwhile. Its folder is made.
 *
 * @param what - Who holds it, in words for the others.
 * @throws InUseError if somebody else holds it; Error if nothing can be written there.
 */
export function holdFile(path: string | URL, what: string): Promise<Hold> {
  return naming(path, async () => {
    const target = await fileTarget(path);
    await makeFolder(dirname(target));
    await replaceable(target);
    return hold(target, what);
  });
}

/**
 * Holds a folder for a run, or for a save. It is made. A run saves into the folder that it holds,
 * while other processes can not.
 *
 * @param what - Who holds it, in words for the others.
 * @throws As {@link holdFile}.
 */
export function holdFolder(
  folder: string | URL,
  purpose: 'run' | 'save',
  what: string,
): Promise<Hold> {
  return naming(folder, async () => {
    const target = await folderTarget(folder);
    await makeFolder(target);
    return hold(join(target, purpose), what, purpose === 'save' ? join(target, 'run') : undefined);
  });
}

const ATTEMPTS = 6;

/** @param run - What a run of another process must not hold either. */
async function hold(target: string, what: string, run?: string): Promise<Hold> {
  for (let attempt = 1; ; attempt++) {
    const claim = await Claim.lay(target, what);
    const other =
      (await otherClaim(target, claim)) ?? (run && (await otherClaim(run, claim, 'this process')));
    if (other === undefined) return claim;
    await claim.release();
    if (attempt === ATTEMPTS) throw new InUseError(other);
    // Two who came at once see each other; the one that waits less gets the place.
    await sleep(randomInt(10, 90));
  }
}

async function naming(place: string | URL, work: () => Promise<Hold>): Promise<Hold> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof InUseError) {
      throw new InUseError(
        `${String(place)} is in use by ${cause.message}; wait for it, stop it, or choose another place`,
      );
    }
    throw failure(`could not write ${String(place)}`, cause);
  }
}
