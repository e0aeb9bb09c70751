import { mkdir, readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileExists, tryFile, writeFileAtomically } from '@autoencoder-zoo/core/files/node';
import { changesSince, keyOf, type Identity } from './identity/identity.js';

/** Thrown when a folder holds a run of something else. */
export class RunFolderError extends Error {
  override readonly name = 'RunFolderError';
}

/** What runs must agree in, so that one goes on where another one was. */
export interface RunIdentity extends Identity {
  readonly name: string;
  readonly quick: boolean;
}

/** How to enter the folder of a run. */
export interface EnterOptions {
  /** Forgets what earlier runs left. Default false. */
  readonly fresh?: boolean;
  /** Gets a line that says what changed since an earlier run. */
  readonly note: (text: string) => void;
}

/**
 * Makes the folder where what is done of a run is kept, beside its results, or enters
 * that of an earlier run with the same identity. Runs of other identities have
 * folders of their own, so that none takes what another one did.
 *
 * @param into - Of the results.
 * @returns `<into>/work/<key of the identity>`.
 * @throws RunFolderError if there is a run of another experiment or version, or if
 * the folder has files but no run, or cannot be written.
 */
export async function enterRunFolder(
  into: string,
  run: RunIdentity,
  { fresh = false, note }: EnterOptions,
): Promise<string> {
  const work = join(into, 'work');
  await tryPlace(into, work, fresh);
  if (fresh) await rm(work, { recursive: true, force: true });
  const folder = join(work, keyOf(run));
  const path = join(folder, 'run.json');
  if (await fileExists(path)) return folder;
  const last = await lastRun(work);
  if (last) {
    const { found } = last;
    if (found.name !== run.name || found.quick !== run.quick) {
      const version = `${found.name}${found.quick ? ', quick version' : ''}`;
      throw new RunFolderError(
        `${into} holds a run of ${version}; choose another folder with --into, or forget that run with --fresh`,
      );
    }
    const changes = some(changesSince(found, run));
    note(`${run.name} starts anew: ${changes}; what was done before stays in ${last.folder}`);
  }
  await mkdir(folder, { recursive: true });
  await writeFileAtomically(path, `${JSON.stringify(run, null, 2)}\n`);
  return folder;
}

/**
 * Finds out before long work whether results can be written, and would not be among
 * files of others.
 */
async function tryPlace(into: string, work: string, fresh: boolean): Promise<void> {
  try {
    await tryFile(join(into, 'result.json'));
  } catch (cause) {
    throw new RunFolderError((cause as Error).message, { cause });
  }
  const others = (await readdir(into)).filter((entry) => !entry.startsWith('.'));
  if (fresh || others.length === 0 || (await fileExists(work))) return;
  throw new RunFolderError(
    `${into} has files of no run (${some(others)}); choose another folder with --into, or let the results replace those of the same names with --fresh`,
  );
}

/** The run that began last in a folder, if any did. */
async function lastRun(
  work: string,
): Promise<{ readonly folder: string; readonly found: RunIdentity } | undefined> {
  if (!(await fileExists(work))) return undefined;
  const runs: { readonly folder: string; readonly began: number }[] = [];
  for (const entry of await readdir(work)) {
    const folder = join(work, entry);
    const path = join(folder, 'run.json');
    if (await fileExists(path)) runs.push({ folder, began: (await stat(path)).mtimeMs });
  }
  const last = runs.sort((a, b) => b.began - a.began).at(0);
  if (!last) return undefined;
  const text = await readFile(join(last.folder, 'run.json'), 'utf8');
  return { folder: last.folder, found: JSON.parse(text) as RunIdentity };
}

/** The first of many. */
function some(changes: readonly string[]): string {
  const most = 5;
  const more = changes.length - most;
  return [...changes.slice(0, most), ...(more > 0 ? [`${more} more`] : [])].join(', ');
}
