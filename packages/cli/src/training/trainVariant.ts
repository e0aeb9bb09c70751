import { join } from 'node:path';
import type { Terms } from '@autoencoder-zoo/core';
import { adam, type Provider } from '@autoencoder-zoo/engine';
import { loadData } from '../data.js';
import { interruptible } from '../interruption.js';
import { note } from '../output.js';
import { showProgress } from '@autoencoder-zoo/core/progress';
import type { Settings } from '../settings.js';
import { engineOf, type EngineName } from './engine.js';
import { makeModel, recipeOf } from './makeModel.js';
import { checkpointOf, hasCheckpoint, prepareFolder, storeRun } from './runFolder.js';
import { runTraining, type TrainingResult } from './runTraining.js';

/** What `aezoo train` is asked for. */
export interface TrainVariantOptions {
  readonly variant: string;
  /** Name of a data set, or path of a file. */
  readonly data: string;
  readonly settings: Settings;
  readonly epochs?: number;
  readonly batchSize?: number;
  readonly learningRate?: number;
  readonly seed: number;
  readonly engine: EngineName;
  /** What the compiled engine computes on; default: the processor. */
  readonly provider?: Provider;
  /** Default: `runs/<variant>-<data>-<seed>`. */
  readonly out?: string;
  readonly resume?: boolean;
  readonly verbose?: boolean;
}

/** A run that is over, or that was interrupted after its checkpoint was written. */
export interface TrainedVariant extends TrainingResult {
  /** Short name of the data. */
  readonly data: string;
  /** The run's folder; it holds the model once the run is finished. */
  readonly dir: string;
  /** Terms on the test part, if there is one and the run is finished. */
  readonly test?: Terms;
}

/**
 * Trains a variant into a folder.
 *
 * @throws UsageError for anything wrong in the options, before training begins.
 */
export async function trainVariant(options: TrainVariantOptions): Promise<TrainedVariant> {
  const { variant, settings, seed } = options;
  const recipe = await recipeOf(variant);
  const loaded = await loadData(options.data);
  const { model, data } = await makeModel(recipe, loaded, settings, seed);
  model.engine = await engineOf(options.engine, options.provider);
  const dir = options.out ?? join('runs', `${variant}-${data.name}-${seed}`);
  await prepareFolder(dir);
  if (options.resume && !hasCheckpoint(dir)) note(`${dir} has no checkpoint: starting anew`);

  const progress = showProgress({ verbose: options.verbose ?? false });
  const { epochs, batchSize, learningRate, resume } = options;
  const result = await interruptible((signal) =>
    runTraining(model, data, progress, {
      ...(epochs !== undefined && { epochs }),
      ...(batchSize !== undefined && { batchSize }),
      ...(learningRate !== undefined && { optimiser: adam({ learningRate }) }),
      seed,
      checkpoint: { path: checkpointOf(dir), everyEpochs: checkpointInterval(data.train.length) },
      resume: resume ?? false,
      signal,
    }),
  );
  const run = { ...result, data: data.name, dir };
  if (result.reason === 'aborted') return run;
  await storeRun(dir, model, result.history);
  return { ...run, ...(data.test && { test: await model.evaluate(data.test, { seed }) }) };
}

/** Epochs between two checkpoints: an epoch of few samples is over before a file is written. */
function checkpointInterval(samples: number): number {
  return Math.max(1, Math.round(10_000 / samples));
}
