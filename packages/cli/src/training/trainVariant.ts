import { join } from 'node:path';
import type { Autoencoder, TermAverages } from '@autoencoder-zoo/core';
import { adam, type Provider } from '@autoencoder-zoo/engine';
import { loadData, type Data } from '../data.js';
import { interruptible } from '../interruption.js';
import { note } from '../output.js';
import { showProgress } from '@autoencoder-zoo/core/progress';
import type { Settings } from '../settings.js';
import { engineOf, type EngineName } from './engine.js';
import { makeModel, recipeOf } from './makeModel.js';
import { RunFolder } from './runFolder.js';
import { runTraining, type TrainingResult } from './runTraining.js';

/** What `aezoo train` is asked for. */
export interface TrainVariantOptions {
  readonly variant: string;
  /** Name of a data set, or path of a file. */
  readonly data: string;
  /** How to read a file. Default: what it says itself. */
  readonly read?: Settings;
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
  readonly overwrite?: boolean;
  readonly verbose?: boolean;
}

/** A run that is over, or that was interrupted after its checkpoint was written. */
export interface TrainedVariant extends TrainingResult {
  /** Short name of the data. */
  readonly data: string;
  /** The run's folder; it holds the model once the run is finished. */
  readonly dir: string;
  /** Terms on the test part, if there is one and the run is finished. */
  readonly test?: TermAverages;
}

/**
 * Trains a variant into a folder.
 *
 * @throws UsageError for anything wrong in the options, before training begins.
 */
export async function trainVariant(options: TrainVariantOptions): Promise<TrainedVariant> {
  const { variant, settings, seed } = options;
  const recipe = await recipeOf(variant);
  const loaded = await loadData(options.data, options.read);
  const { model, data } = await makeModel(recipe, loaded, settings, seed);
  model.engine = await engineOf(options.engine, options.provider);
  const dir = options.out ?? join('runs', `${variant}-${data.name}-${seed}`);
  const { resume = false, overwrite = false } = options;
  const folder = await RunFolder.enter(dir, { resume, overwrite });
  try {
    await folder.expectRoom(model, (options.epochs ?? 10) >= checkpointInterval(data.train.length));
    if (resume && !folder.hasCheckpoint) note(`${dir} has no checkpoint: starting anew`);
    const result = await trainInto(folder, model, data, options);
    const run = { ...result, data: data.name, dir };
    if (result.reason === 'aborted') return run;
    if (resume && result.msPerStep === null) {
      note(`${dir}: the run was finished before; nothing was left to train`);
    }
    await folder.store(model, result.history);
    return { ...run, ...(data.test && { test: await model.evaluate(data.test, { seed }) }) };
  } finally {
    await folder.leave();
  }
}

function trainInto(
  folder: RunFolder,
  model: Autoencoder,
  data: Data,
  { epochs, batchSize, learningRate, seed, resume = false, verbose = false }: TrainVariantOptions,
): Promise<TrainingResult> {
  const everyEpochs = checkpointInterval(data.train.length);
  return interruptible((signal) =>
    runTraining(
      model,
      data,
      showProgress({ verbose }),
      {
        ...(epochs !== undefined && { epochs }),
        ...(batchSize !== undefined && { batchSize }),
        ...(learningRate !== undefined && { optimiser: adam({ learningRate }) }),
        seed,
        checkpoint: { path: folder.checkpoint, everyEpochs },
        resume,
        signal,
      },
      () => folder.begin(),
    ),
  );
}

/** Epochs between two checkpoints: an epoch of few samples is over before a file is written. */
function checkpointInterval(samples: number): number {
  return Math.max(1, Math.round(10_000 / samples));
}
