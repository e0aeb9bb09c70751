import { stat } from 'node:fs/promises';
import { tryFile } from '@autoencoder-zoo/core/files/node';
import { UsageError, usage } from './errors.js';

/**
 * Makes sure, before anything is computed, that the file of `--out` can be written
 * and is none of those that are read.
 *
 * @param inputs - Paths of files, or names of data sets.
 * @throws UsageError
 */
export async function expectOutput(out: string, inputs: readonly string[]): Promise<void> {
  const there = await identityOf(out);
  for (const input of inputs) {
    if (there !== undefined && there === (await identityOf(input))) {
      throw new UsageError(`--out ${out} is the file that is read; choose another one`);
    }
  }
  await usage(() => tryFile(out), '--out');
}

/** Equal for the same file by whatever path; `undefined` if there is none. */
async function identityOf(path: string): Promise<string | undefined> {
  const info = await stat(path, { bigint: true }).catch(() => undefined);
  return info && `${info.dev}:${info.ino}`;
}
