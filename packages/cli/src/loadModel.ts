import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Autoencoder } from '@autoencoder-zoo/core';
import { isInFolder } from '@autoencoder-zoo/core/files/node';
import { load } from '@autoencoder-zoo/variants';
import { UsageError, usage } from './errors.js';

/**
 * Loads the model of a run's folder.
 *
 * @throws UsageError if there is none, or it is damaged.
 */
export async function loadModel(dir: string): Promise<Autoencoder> {
  if (existsSync(dir) && !(await usage(() => isInFolder(dir, 'model.json')))) {
    const hint = existsSync(join(dir, 'checkpoint.safetensors'))
      ? 'it has the checkpoint of an unfinished run: finish it with `aezoo train ... --resume`'
      : '`aezoo train` makes such folders';
    throw new UsageError(`${dir} holds no model; ${hint}`);
  }
  return usage(() => load(dir));
}
