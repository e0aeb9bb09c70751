import type { Experiment } from './framework/experiment.js';

/** Where each experiment is; it is loaded when it is asked for. */
const modules: Readonly<Record<string, () => Promise<{ readonly experiment: Experiment }>>> = {
  'linear-pca': () => import('./linear-pca/experiment.js'),
  'deep-autoencoder': () => import('./deep-autoencoder/experiment.js'),
  'stacked-sparse': () => import('./stacked-sparse/experiment.js'),
  'stacked-denoising': () => import('./stacked-denoising/experiment.js'),
  contractive: () => import('./contractive/experiment.js'),
  variational: () => import('./variational/experiment.js'),
  'importance-weighted': () => import('./importance-weighted/experiment.js'),
  'sequence-anomaly': () => import('./sequence-anomaly/experiment.js'),
  'sequence-combinations': () => import('./sequence-combinations/experiment.js'),
  retrieval: () => import('./retrieval/experiment.js'),
};

/** Names of all experiments. */
export const experimentNames: readonly string[] = Object.keys(modules);

/**
 * Loads an experiment.
 *
 * @throws RangeError if there is none of that name; the message lists those that there are.
 */
export async function findExperiment(name: string): Promise<Experiment> {
  if (!Object.hasOwn(modules, name)) {
    throw new RangeError(
      `there is no experiment "${name}"; there are: ${experimentNames.join(', ')}`,
    );
  }
  return (await modules[name]()).experiment;
}
