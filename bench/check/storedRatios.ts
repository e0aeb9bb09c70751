import { readFile } from 'node:fs/promises';
import { writeFileAtomically } from '@autoencoder-zoo/core/files/node';
import type { StoredRatios } from './guard.js';
import type { Guarded } from './kinds.js';

type Name = Guarded['name'];

// The compiled benchmark stands in `dist/check`.
const file = new URL('../../stored.json', import.meta.url);

/** The ratios of a kind that are kept beside the benchmark. */
export async function readStoredRatios(kind: Name): Promise<StoredRatios> {
  return (await readAll())[kind] ?? {};
}

/** Adds ratios, or puts them in the place of older ones. */
export async function store(kind: Name, ratios: StoredRatios): Promise<void> {
  const all = await readAll();
  const text = JSON.stringify({ ...all, [kind]: { ...all[kind], ...ratios } }, undefined, 2);
  await writeFileAtomically(file, `${text}\n`);
}

async function readAll(): Promise<Partial<Record<Name, StoredRatios>>> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Partial<Record<Name, StoredRatios>>;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return {};
    throw error;
  }
}
