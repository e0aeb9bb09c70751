import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Autoencoder, History } from '@autoencoder-zoo/core';
import { UsageError, usage } from '../errors.js';

const files = [
  'model.json',
  'weights.safetensors',
  'encoder.onnx',
  'decoder.onnx',
  'history.json',
  'checkpoint.safetensors',
];

/** The checkpoint of a run's folder. */
export function checkpointOf(folder: string): string {
  return join(folder, 'checkpoint.safetensors');
}

/** Whether a run can go on from this folder. */
export function hasCheckpoint(folder: string): boolean {
  return existsSync(checkpointOf(folder));
}

/**
 * Makes the folder of a run, so that a wrong place shows before the training and not after it.
 *
 * @throws UsageError if it cannot be made, or has files which are not a run's.
 */
export async function prepareFolder(folder: string): Promise<void> {
  await usage(() => mkdir(folder, { recursive: true }));
  const foreign = (await readdir(folder)).filter(
    (entry) => !files.includes(entry) && !entry.startsWith('.'),
  );
  if (foreign.length > 0) {
    throw new UsageError(
      `--out ${folder}: the folder has other files (${foreign.slice(0, 3).join(', ')}); choose an empty or a new one`,
    );
  }
}

/** Stores the model and its history beside the checkpoint that the training wrote. */
export async function storeRun(folder: string, model: Autoencoder, history: History) {
  await model.save(folder, {
    'history.json': `${JSON.stringify(history, null, 2)}\n`,
    'checkpoint.safetensors': await readFile(checkpointOf(folder)),
  });
}
