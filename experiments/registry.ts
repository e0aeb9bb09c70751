import type { Experiment } from './framework/experiment.js';
import type { Trials } from './framework/trials.js';

/** Where each experiment is; it is loaded when it is asked for. */
const modules: Readonly<Record<string, () => Promise<{ readonly experiment: Experiment }>>> = {
  'linear-pca': () => import('./linear-pca/experiment.js'),
  'deep-autoencoder': () => import('./deep-autoencoder/experiment.js'),
  'stacked-sparse': () => import('./stacked-sparse/experiment.js'),
  'stacked-denoising': () => import('./stacked-denoising/experiment.js'),
  contractive: () => import('./contractive/experiment.js'),
  variational: () => import('./variational/experiment.js'),
  'importance-weighted': () => import('./importance-weighted/experiment.js'),
  'autoregressive-flow': () => import('./autoregressive-flow/experiment.js'),
  'sequence-anomaly': () => import('./sequence-anomaly/experiment.js'),
  'sequence-combinations': () => import('./sequence-combinations/experiment.js'),
  retrieval: () => import('./retrieval/experiment.js'),
};

/** Where the trials of an experiment are, if it has any. */
const trialModules: Readonly<Record<string, () => Promise<{ readonly trials: Trials }>>> = {
  contractive: () => import('./contractive/trials.js'),
  'deep-autoencoder': () => import('./deep-autoencoder/trials.js'),
  'importance-weighted': () => import('./importance-weighted/trials.js'),
};

/** Names of all experiments. */
export const experimentNames: readonly string[] = Object.keys(modules);

/** Names of all experiments that have trials. */
export const trialNames: readonly string[] = Object.keys(trialModules);

/**
 * Loads an experiment.
 *
 * @throws RangeError if there is none of that name; the message lists those that there are.
 */
export async function findExperiment(name: string): Promise<Experiment> {
  return (await find(modules, name, 'experiment')()).experiment;
}

/**
 * Loads the trials of an experiment.
 *
 * @throws RangeError if there are none; the message lists the experiments that have some.
 */
export async function findTrials(name: string): Promise<Trials> {
  return (await find(trialModules, name, 'trial of an experiment')()).trials;
}

function find<Module>(of: Readonly<Record<string, Module>>, name: string, what: string): Module {
  if (Object.hasOwn(of, name)) return of[name];
  throw new RangeError(`there is no ${what} "${name}"; there are: ${Object.keys(of).join(', ')}`);
}
