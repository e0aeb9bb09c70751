import type { Dataset } from '../data/dataset.js';
import type { Samples } from '../data/input.js';
import type { Hold } from '../files/inUse.js';
import type { Model } from '../model/model.js';
import type { Shape } from '../parts/shape.js';
import { RandomStream } from '../random/stream.js';
import type { TrainEvent, TrainingControl } from './events.js';
import { extend, type History } from './history.js';
import { hooksOf } from './hooks.js';
import { variablesOf } from './methods/variablesOf.js';
import { checkTrainOptions, type TrainOptions } from './trainOptions.js';
import { prepareRun, type PreparedRun } from './prepareRun.js';
import type { Companions, RunIdentity } from './runState.js';
import { refuseLostWeights } from './trainingError.js';

/** {@link TrainOptions} and what ties a run to its callbacks. */
export interface LoopOptions<Input extends Shape> extends TrainOptions<Input> {
  /** State of callbacks which goes into checkpoints and comes back when the run is resumed. */
  readonly companions?: Companions;
}

/**
 * Trains a model and yields what happens: the loop under {@link fit}, for those who want to steer
 * it themselves. The run goes on only while events are taken; leaving the loop ends it.
 *
 * The model's weights change in place. Everything random (order, noise) comes from streams
 * keyed by seed, purpose and counters, so the same call gives the same bits, resumed or not.
 * A model is trained by one call at a time, and a call that is refused leaves it as it was.
 *
 * A run that ends within an epoch has the averages of that part as the last entry of its history.
 *
 * @throws DataError if data does not fit the model or holds NaN; OptionsError for
 * wrong options; Error if the model is being trained already; InUseError if another
 * run writes the same checkpoint; DivergenceError when the loss is no longer a number.
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
  const { companions, ...trainOptions } = loopOptions;
  const options = checkTrainOptions(trainOptions);
  const { validation: held } = loopOptions;
  const given = {
    data: model.samples(samples, 'training data'),
    validation: held && model.samples(held, 'validation data'),
  };
  const endTraining = model.life.beginTraining();
  let hold: Hold | undefined;
  let run: PreparedRun<Input> | undefined;
  try {
    const { checkpoint } = options;
    const files = checkpoint && (await import('./checkpoint.js'));
    if (checkpoint) hold = await files!.holdCheckpoint(checkpoint.path);
    run = await prepareRun(model, given, options, companions);
    const { method, state, identity, data, validation, stepsPerEpoch, epochs, lastStep } = run;
    const { batchSize, seed } = identity;
    const request = { stop: false };
    const hooks = hooksOf(model, data, {
      changing: variablesOf(model, identity.only).changing,
      seed,
    });
    const measure = () => validation && model.evaluate(validation, { seed });
    const save = async () => {
      refuseLostWeights(model, state.step);
      if (checkpoint) await files!.saveCheckpoint(checkpoint.path, run!);
    };

    const control: TrainingControl = {
      get learningRate() {
        return method.learningRate;
      },
      set learningRate(rate) {
        method.learningRate = rate;
      },
      stop: () => (request.stop = true),
    };
    const start = {
      kind: 'start' as const,
      epoch: state.epoch,
      step: state.step,
      epochs,
      stepsPerEpoch,
      steps: lastStep,
    };
    // Events may be cloned into another thread, where nothing can be steered.
    yield Object.defineProperty({ ...start, control }, 'control', { enumerable: false });
    if (state.step === 0) await hooks.begin();

    const over = () =>
      request.stop ||
      method.converged ||
      options.signal?.aborted === true ||
      state.step >= lastStep;
    // A checkpoint may stand between the last step of an epoch and its end.
    while (!over() || state.batch === stepsPerEpoch) {
      if (state.batch === 0) await hooks.epoch(state.epoch);
      const order = orderOf(data, state.epoch, identity);
      while (state.batch < stepsPerEpoch && !over()) {
        const indices = order.subarray(state.batch * batchSize, (state.batch + 1) * batchSize);
        const { step } = state;
        const terms = await method.run({ indices, step, epoch: step / stepsPerEpoch });
        state.sums.add(terms, indices.length);
        state.batch++;
        state.step++;
        yield { kind: 'batch', epoch: state.epoch, step: state.step, terms };
        if (isDue(state.step, checkpoint?.everySteps)) await save();
      }
      if (state.batch < stepsPerEpoch) break;
      const terms = state.sums.take();
      state.epoch++;
      state.batch = 0;
      const measured = await measure();
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
      if (isDue(state.epoch, checkpoint?.everyEpochs)) await save();
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
    // The part of an epoch is no part of the checkpoint: a longer run goes on within that epoch.
    const history =
      state.batch === 0 || reason === 'aborted'
        ? state.history
        : extend(state.history, state.sums.averages(), await measure(), method.learningRate);
    yield { kind: 'end', reason, epoch: state.epoch, step: state.step, history };
    return history;
  } finally {
    try {
      await run?.method.dispose();
    } finally {
      // Also when that fails the model, and the place of its checkpoint, are free.
      endTraining();
      await hold?.release();
    }
  }
}

/** Order of the samples in an epoch; the natural one without shuffling. */
function orderOf(data: Dataset, epoch: number, { seed, shuffle }: RunIdentity): Uint32Array {
  if (shuffle) return new RandomStream(seed, 'shuffle', epoch).permutation(data.length);
  return Uint32Array.from({ length: data.length }, (_, index) => index);
}

function isDue(count: number, every: number | undefined): boolean {
  return every !== undefined && count % every === 0;
}
