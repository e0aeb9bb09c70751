import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { fileExists, writeFileAtomically } from '@autoencoder-zoo/core/files/node';

/** Thrown when a folder holds a run of something else. */
export class RunFolderError extends Error {
  override readonly name = 'RunFolderError';
}

/** What a folder's run must agree in, so that it can go on there. */
export interface RunIdentity {
  readonly name: string;
  readonly quick: boolean;
  readonly settings: unknown;
}

/** Where the unfinished work of a run is kept, beside its results. */
export function workFolder(into: string, part = ''): string {
  return join(into, 'work', part);
}

/**
 * Makes the folder of a run, or enters that of an earlier one.
 *
 * @param fresh - Forgets what the earlier one left.
 * @throws RunFolderError if it holds a run of another experiment or with other settings.
 */
export async function enterRunFolder(
  into: string,
  identity: RunIdentity,
  fresh: boolean,
): Promise<void> {
  const work = workFolder(into);
  if (fresh) await rm(work, { recursive: true, force: true });
  const path = join(work, 'run.json');
  const plain: unknown = JSON.parse(JSON.stringify(identity));
  if (await fileExists(path)) {
    const found: unknown = JSON.parse(await readFile(path, 'utf8'));
    if (isDeepStrictEqual(found, plain)) return;
    throw new RunFolderError(
      `${into} holds a run of another experiment, version or settings (${JSON.stringify(found)}); choose another folder with --into, or forget that run with --fresh`,
    );
  }
  await mkdir(work, { recursive: true });
  await writeFileAtomically(path, `${JSON.stringify(plain, null, 2)}\n`);
}
