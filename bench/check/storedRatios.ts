import { readFile } from 'node:fs/promises';
import { writeFileAtomically } from '@autoencoder-zoo/core/files/node';
import type { StoredRatios } from './guard.js';

// The compiled benchmark stands in `dist/check`.
const file = new URL('../../stored.json', import.meta.url);

/** The ratios that are kept beside the benchmark. */
export async function readStoredRatios(): Promise<StoredRatios> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as StoredRatios;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return {};
    throw error;
  }
}

/** Adds ratios, or puts them in the place of older ones. */
export async function store(ratios: StoredRatios): Promise<void> {
  const all = { ...(await readStoredRatios()), ...ratios };
  await writeFileAtomically(file, `${JSON.stringify(all, undefined, 2)}\n`);
}
