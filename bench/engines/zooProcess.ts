import { fileURLToPath } from 'node:url';
import type { EngineOptions } from '@autoencoder-zoo/core';
import type { Engine } from './engine.js';

const script = fileURLToPath(new URL('../worker/main.js', import.meta.url));

/**
 * A process in which the zoo does a task with one of its engines.
 *
 * @param flags - Of Node.
 */
export function zooProcess(
  options: EngineOptions,
  flags: readonly string[] = [],
): Engine['command'] {
  return ({ name }) => [process.execPath, ...flags, script, name, JSON.stringify(options)];
}
