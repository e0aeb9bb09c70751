import { adam } from '@autoencoder-zoo/engine';
import { refuseUnfit } from '../data/check.js';
import type { Dataset } from '../data/dataset.js';
import { fingerprint } from '../data/fingerprint.js';
import { Batches } from '../batch/batches.js';
import { trainingMode } from '../batch/mode.js';
import { learnForm, withKnownLabels } from '../model/form.js';
import type { Model } from '../model/model.js';
import type { Shape } from '../parts/shape.js';
import { OptionsError } from '../parts/options.js';
import type { RunParts } from './checkpoint.js';
import { emptyHistory } from './history.js';
import { chooseMethod } from './methods/chooseMethod.js';
import type { Method } from './methods/method.js';
import type { CheckedTrainOptions } from './trainOptions.js';
import type { Companions, RunIdentity, RunState } from './runState.js';
import { TermSums } from './termSums.js';

/** What a run learns from and, perhaps, is measured on. */
export interface RunData<Input extends Shape> {
  readonly data: Dataset<Input>;
  readonly validation: Dataset<Input> | undefined;
}

/** A run that is ready for its first step. */
export interface PreparedRun<Input extends Shape> extends RunParts, RunData<Input> {
  readonly epochs: number;
}

/**
 * Checks data and options, compiles the step and puts the run where its checkpoint left it.
 *
 * @throws As `train`; then the model is as it was.
 */
export async function prepareRun<Input extends Shape, CodeShape extends Shape>(
  model: Model<Input, CodeShape>,
  given: RunData<Input>,
  options: CheckedTrainOptions,
  companions: Companions | undefined,
): Promise<PreparedRun<Input>> {
  const unlearn = learnForm(model, given.data);
  let method: Method | undefined;
  try {
    const data = withKnownLabels(given.data, model);
    const validation = given.validation && withKnownLabels(given.validation, model);
    const { scaling, network } = model;
    for (const set of validation ? [data, validation] : [data]) {
      refuseUnfit(set, { scaling, support: network.support });
    }

    const optimiser = options.optimiser ?? adam();
    const chosen = chooseMethod(optimiser);
    const { takesAll } = chosen;
    const batchSize = batchSizeOf(options, data, model, takesAll);
    const stepsPerEpoch = takesAll ? 1 : Math.ceil(data.length / batchSize);
    const { steps, seed = model.seed } = options;
    const epochs = options.epochs ?? (steps ? Math.ceil(steps / stepsPerEpoch) : 10);
    const identity: RunIdentity = {
      samples: data.length,
      // Only a run that is kept can be confused with another one.
      data: options.checkpoint ? fingerprint(data) : null,
      validation: options.checkpoint && validation ? fingerprint(validation) : null,
      batchSize,
      seed,
      shuffle: options.shuffle && !takesAll,
      optimiser,
      clipNorm: options.clipNorm ?? null,
      only: options.only ?? null,
    };
    const batches = new Batches({
      data,
      checked: true,
      scaling: model.scaling,
      network: model.network,
      mode: trainingMode,
      seed,
      purpose: 'training',
    });
    method = await chosen.create(model, batches, identity, optimiser);
    const { hasLearningRate: learningRate } = method;
    companions?.check?.({ learningRate, validation: validation !== undefined });
    const state: RunState = {
      epoch: 0,
      batch: 0,
      step: 0,
      sums: new TermSums(),
      history: emptyHistory,
    };
    const lastStep = Math.min(epochs * stepsPerEpoch, steps ?? Infinity);
    const run: RunParts = { model, method, state, identity, companions, stepsPerEpoch, lastStep };
    if (options.resume) {
      const { loadCheckpoint } = await import('./checkpoint.js');
      await loadCheckpoint(options.checkpoint!.path, run);
    }
    return { ...run, data, validation, epochs };
  } catch (error) {
    unlearn();
    await method?.dispose();
    throw error;
  }
}

/** Samples of a step, or of a share where a step takes all. */
function batchSizeOf(
  { batchSize }: CheckedTrainOptions,
  { length }: Dataset,
  { network }: Model,
  takesAll: boolean,
): number {
  if (!takesAll) return Math.min(batchSize ?? 128, length);
  if (batchSize !== undefined && batchSize < length && !network.independentSamples) {
    throw new OptionsError(
      'train: option "batchSize": a term of this model depends on the whole batch, and this optimiser takes all samples in each step; leave it out',
    );
  }
  return Math.min(batchSize ?? length, length);
}
