import {
  train,
  type Autoencoder,
  type History,
  type Shape,
  type TermAverages,
  type LoopOptions,
} from '@autoencoder-zoo/core';
import type { Data } from '../data.js';
import type { ProgressDisplay } from '@autoencoder-zoo/core/progress';
import { StepClock } from './stepClock.js';

/** What came out of a training run. */
export interface TrainingResult {
  /** `finished`, or `aborted` by a signal. */
  readonly reason: 'finished' | 'converged' | 'stopped' | 'aborted';
  readonly history: History;
  /** Whole epochs made, those before a resumption included. */
  readonly epoch: number;
  /** Steps made, those before a resumption included. */
  readonly steps: number;
  /** Seconds that this part of the run took. */
  readonly seconds: number;
  /** Milliseconds a step, without validation and checkpoints; `null` if no step was made. */
  readonly msPerStep: number | null;
  /** Terms of the last epoch, averaged over its samples; empty if none was finished. */
  readonly train: TermAverages;
}

/**
 * Trains a model and shows how it goes on.
 *
 * @param begin - Called when all has been checked, before the first step. Default: nothing.
 */
export async function runTraining(
  model: Autoencoder,
  data: Data,
  progress: ProgressDisplay,
  options: LoopOptions<Shape>,
  begin: () => Promise<void> = () => Promise.resolve(),
): Promise<TrainingResult> {
  const clock = new StepClock();
  try {
    for await (const event of train(model, data.train, options)) {
      if (event.kind === 'start') await begin();
      clock.take(event);
      progress.show(event);
      if (event.kind !== 'end') continue;
      const { reason, history, epoch, step: steps } = event;
      const { seconds, msPerStep } = clock;
      return { reason, history, epoch, steps, seconds, msPerStep, train: lastEpoch(history) };
    }
  } finally {
    progress.close();
  }
  throw new Error('training gave no end');
}

function lastEpoch({ training }: History): TermAverages {
  return Object.fromEntries(
    Object.entries(training).map(([term, values]) => [term, values.at(-1)!]),
  );
}
