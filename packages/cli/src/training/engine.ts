import { loadTfjsNode, type EngineOptions } from '@autoencoder-zoo/engine';
import { usage } from '../errors.js';

/** Engines as `--engine` names them. */
export const engineNames = ['compiled', 'eager', 'tfjs-node'] as const;

/** One of {@link engineNames}. */
export type EngineName = (typeof engineNames)[number];

/**
 * The engine of a name.
 *
 * @throws UsageError if it is `tfjs-node` and that is not installed or does not run here.
 */
export async function engineOf(name: EngineName): Promise<EngineOptions> {
  if (name === 'compiled') return { engine: 'compiled' };
  if (name === 'eager') return { engine: 'eager', backend: 'cpu' };
  await usage(() => loadTfjsNode());
  return { engine: 'eager', backend: 'tensorflow' };
}
