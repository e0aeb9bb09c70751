import { fileURLToPath } from 'node:url';
import type { EngineOptions } from '@autoencoder-zoo/core';
import type { Engine } from './engine.js';

const script = fileURLToPath(new URL('../worker/main.js', import.meta.url));

/** A process in which the zoo does a task with one of its engines. */
export function zooProcess(options: EngineOptions): Engine['command'] {
  return ({ name }) => [process.execPath, script, name, JSON.stringify(options)];
}
