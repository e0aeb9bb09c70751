import { loadTfjsNode, type EngineOptions, type Provider } from '@autoencoder-zoo/engine';
import { UsageError, usage } from '../errors.js';

/** Engines as `--engine` names them. */
export const engineNames = ['compiled', 'eager', 'tfjs-node'] as const;

/** One of {@link engineNames}. */
export type EngineName = (typeof engineNames)[number];

/**
 * The engine of a name.
 *
 * @param provider - What the compiled engine computes on.
 * @throws UsageError if it is `tfjs-node` and that is not installed or does not run
 * here, or if another engine than the compiled one is given a provider.
 */
export async function engineOf(name: EngineName, provider?: Provider): Promise<EngineOptions> {
  if (name === 'compiled') return { engine: 'compiled', ...(provider && { provider }) };
  if (provider) throw new UsageError(`--provider is for the engine "compiled", not for "${name}"`);
  if (name === 'eager') return { engine: 'eager', backend: 'cpu' };
  await usage(() => loadTfjsNode());
  return { engine: 'eager', backend: 'tensorflow' };
}
