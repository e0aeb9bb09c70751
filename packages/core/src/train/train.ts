import { adam } from '@autoencoder-zoo/engine';
import { refuseNonFinite } from '../data/check.js';
import type { Dataset } from '../data/dataset.js';
import { toDataset, type Samples } from '../data/input.js';
import type { Hold } from '../files/inUse.js';
import type { Model } from '../model/model.js';
import { BatchInputs } from '../model/batchInputs.js';
import { trainingMode } from '../parts/frame.js';
import type { Shape } from '../parts/kinds.js';
import { OptionsError } from '../parts/options.js';
import { RandomStream } from '../random/stream.js';
import { holdCheckpoint, loadCheckpoint, saveCheckpoint } from './checkpoint.js';
import type { TrainEvent } from './events.js';
import { emptyHistory, extend, type History } from './history.js';
import { fullBatchMethod } from './methods/fullBatchMethod.js';
import { gradientMethod } from './methods/gradientMethod.js';
import { isLimitedMemoryBfgs } from './methods/limitedMemoryBfgs.js';
import type { Method } from './methods/method.js';
import { checkTrainOptions, type CheckedTrainOptions, type TrainOptions } from './options.js';
import type { Companions, RunIdentity, RunState } from './state.js';
import { refuseUnsupported } from './support.js';
import { TermSums } from './termSums.js';

/** What callbacks can do to a run. */
export interface TrainingControl {
  /** Learning rate of the next step. Setting it overrides the optimiser's schedule. */
  learningRate: number;
  /** Ends the run after the present epoch (or batch). */
  stop(): void;
}

/** {@link TrainOptions} and what ties a run to its callbacks. */
export interface LoopOptions<Input extends Shape> extends TrainOptions<Input> {
  /** Gets the run's controls before the first event. */
  readonly onStart?: (control: TrainingControl) => void;
  /** State of callbacks which goes into checkpoints and comes back when the run is resumed. */
  readonly companions?: Companions;
}

/**
 * Trains a model and yields what happens: the loop under {@link fit}, for those who want to steer
 * it themselves. The run goes on only while events are taken; leaving the loop ends it.
 *
 * The model's weights change in place. Everything random (order, noise) comes from streams keyed by
 * seed, purpose and counters, so the same call gives the same bits, resumed or not.
 *
 * @throws DataError if data does not fit the model or holds NaN; OptionsError for wrong options;
 * DivergenceError when the loss is no longer a number; InUseError if another run writes the same
 * checkpoint.
 *
 * @example
 * ```ts
 * for await (const event of train(model, data, { epochs: 3 })) {
 *   if (event.kind === 'epoch') console.log(event.epoch, event.terms.loss);
 * }
 * ```
 */
export async function* train<Input extends Shape, CodeShape extends Shape>(
  model: Model<Input, CodeShape>,
  samples: NoInfer<Samples<Input>>,
  loopOptions: NoInfer<LoopOptions<Input>> = {},
): AsyncGenerator<TrainEvent, History, undefined> {
  const { onStart, companions, ...trainOptions } = loopOptions;
  const options = checkTrainOptions(trainOptions);
  const data = toDataset(samples, model.inputShape, 'training data');
  const validation =
    trainOptions.validation &&
    toDataset<Input>(trainOptions.validation, model.inputShape, 'validation data');
  for (const set of validation ? [data, validation] : [data]) refuseNonFinite(set);
  model.fitScaling(data);
  model.masked ||= data.lengths !== undefined;
  refuseUnsupported(model, data);

  const optimiser = options.optimiser ?? adam();
  const fullBatch = isLimitedMemoryBfgs(optimiser);
  const batchSize = batchSizeOf(options, data, model, fullBatch);
  const stepsPerEpoch = fullBatch ? 1 : Math.ceil(data.length / batchSize);
  const epochs = options.epochs ?? (options.steps ? Math.ceil(options.steps / stepsPerEpoch) : 10);
  const lastStep = Math.min(epochs * stepsPerEpoch, options.steps ?? Infinity);
  const seed = options.seed ?? model.seed;
  const identity: RunIdentity = {
    samples: data.length,
    batchSize,
    seed,
    shuffle: options.shuffle && !fullBatch,
    optimiser,
    clipNorm: options.clipNorm ?? null,
    only: options.only ?? null,
  };
  const batches = new BatchInputs({
    data,
    scaling: model.scaling,
    classes: model.classes,
    declarations: model.composition.declarations,
    mode: trainingMode,
    seed,
    purpose: 'training',
  });
  const method = await methodOf(model, batches, identity);
  const state: RunState = {
    epoch: 0,
    batch: 0,
    step: 0,
    sums: new TermSums(),
    history: emptyHistory,
  };
  const request = { stop: false };
  let hold: Hold | undefined;

  try {
    if (options.checkpoint) hold = await holdCheckpoint(options.checkpoint.path);
    if (options.resume) {
      await loadCheckpoint(options.checkpoint!.path, {
        model,
        method,
        state,
        identity,
        companions,
      });
    }
    onStart?.({
      get learningRate() {
        return method.learningRate;
      },
      set learningRate(rate) {
        method.learningRate = rate;
      },
      stop: () => (request.stop = true),
    });
    yield {
      kind: 'start',
      epoch: state.epoch,
      step: state.step,
      epochs,
      stepsPerEpoch,
      steps: lastStep,
    };

    const over = () =>
      request.stop ||
      method.converged ||
      options.signal?.aborted === true ||
      state.step >= lastStep;
    // A checkpoint may stand between the last step of an epoch and its end.
    while (!over() || state.batch === stepsPerEpoch) {
      const order = orderOf(data, state.epoch, identity);
      while (state.batch < stepsPerEpoch && !over()) {
        const indices = order.subarray(state.batch * batchSize, (state.batch + 1) * batchSize);
        const { step } = state;
        const terms = await method.run({ indices, step, epoch: step / stepsPerEpoch });
        state.sums.add(terms, indices.length);
        state.batch++;
        state.step++;
        yield { kind: 'batch', epoch: state.epoch, step: state.step, terms };
        if (isDue(state.step, options.checkpoint?.everySteps)) await save();
      }
      if (state.batch < stepsPerEpoch) break;
      const terms = state.sums.take();
      state.epoch++;
      state.batch = 0;
      const measured = validation && (await model.evaluate(validation, { seed }));
      const { learningRate } = method;
      state.history = extend(state.history, terms, measured, learningRate);
      yield {
        kind: 'epoch',
        epoch: state.epoch,
        step: state.step,
        terms,
        validation: measured,
        learningRate,
      };
      if (isDue(state.epoch, options.checkpoint?.everyEpochs)) await save();
    }

    const reason =
      state.step >= lastStep
        ? 'finished'
        : method.converged
          ? 'converged'
          : request.stop
            ? 'stopped'
            : 'aborted';
    await save();
    yield { kind: 'end', reason, epoch: state.epoch, step: state.step, history: state.history };
    return state.history;
  } finally {
    await method.dispose();
    await hold?.release();
  }

  async function save(): Promise<void> {
    if (!options.checkpoint) return;
    await saveCheckpoint(options.checkpoint.path, { model, method, state, identity, companions });
  }
}

/** How the optimiser that is asked for changes weights. */
function methodOf(model: Model, batches: BatchInputs, identity: RunIdentity): Promise<Method> {
  const { optimiser } = identity;
  return isLimitedMemoryBfgs(optimiser)
    ? fullBatchMethod(model, batches, identity, optimiser)
    : gradientMethod(model, batches, identity, optimiser);
}

/** Samples of a step, or of a share where a step takes all. */
function batchSizeOf(
  { batchSize, clipNorm }: CheckedTrainOptions,
  { length }: Dataset,
  { composition }: Model,
  fullBatch: boolean,
): number {
  if (!fullBatch) return Math.min(batchSize ?? 128, length);
  if (clipNorm !== undefined) {
    throw new OptionsError('train: option "clipNorm" has no effect with limitedMemoryBfgs');
  }
  if (batchSize !== undefined && batchSize < length && !composition.independentSamples) {
    throw new OptionsError(
      'train: option "batchSize": a term of this model depends on the whole batch, so L-BFGS takes all samples at once; leave it out',
    );
  }
  return Math.min(batchSize ?? length, length);
}

/** Order of the samples in an epoch; the natural one without shuffling. */
function orderOf(data: Dataset, epoch: number, { seed, shuffle }: RunIdentity): Uint32Array {
  if (shuffle) return new RandomStream(seed, 'shuffle', epoch).permutation(data.length);
  return Uint32Array.from({ length: data.length }, (_, index) => index);
}

function isDue(count: number, every: number | undefined): boolean {
  return every !== undefined && count % every === 0;
}
