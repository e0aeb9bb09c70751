// Trains and uses models in a Web Worker, as the page of the tests asks.
import { Dataset, RandomStream, train, type TrainEvent } from '@autoencoder-zoo/core';
import { serveRuns } from '@autoencoder-zoo/core/worker';
import { load } from '@autoencoder-zoo/variants';
import { variational } from '@autoencoder-zoo/variants/variational';
import { workloads } from '../../bench/workloads/index.js';
import { pixels } from '../../bench/workloads/workload.js';
import { tryRecipes } from '../support/recipes.js';

/** What the tests have done. */
export type Task =
  /** Losses of training steps of a workload of the benchmark. */
  | { readonly kind: 'steps'; readonly workload: string; readonly steps: number }
  /** What becomes of every recipe. */
  | { readonly kind: 'recipes' }
  /** Codes, reconstructions and samples of a saved model. */
  | { readonly kind: 'use'; readonly address: string }
  /** A run with a checkpoint. */
  | { readonly kind: 'resume'; readonly path?: string; readonly steps: number }
  /**
   * What a second run with the checkpoint of a first one ends in, and a third one after the first.
   */
  | { readonly kind: 'second'; readonly path: string };

/** What a model makes of the first samples. */
export interface Outputs {
  readonly codes: readonly number[];
  readonly samples: readonly number[];
}

/** Samples for the small models. */
export function samples(): Dataset<readonly [30]> {
  const values = new RandomStream(1, 'data').uniform(new Float32Array(64 * 30));
  return new Dataset({ name: 'random', values, shape: [30] as const });
}

/** A small model. */
export const make = () => variational({ input: [30], hidden: [14], latentDim: 3, seed: 5 });

/** What a model gives, to be compared between platforms. */
export async function outputsOf(model: Awaited<ReturnType<typeof load>>): Promise<Outputs> {
  return {
    codes: Array.from(await model.encode(samples())),
    samples: Array.from(await model.sample(4)),
  };
}

/** Losses of the first steps of a workload. */
export async function* stepsOf(
  name: string,
  steps: number,
  signal?: AbortSignal,
): AsyncGenerator<TrainEvent> {
  const workload = workloads.find((each) => each.name === name)!;
  const { batchSize } = workload;
  const model = workload.make();
  yield* train(model, pixels(workload), { batchSize, steps, ...(signal && { signal }) });
  model.dispose();
}

async function* answer(task: Task, signal: AbortSignal): AsyncGenerator {
  switch (task.kind) {
    case 'steps':
      yield* stepsOf(task.workload, task.steps, signal);
      return;
    case 'recipes':
      yield* tryRecipes((model) => model.files());
      return;
    case 'use':
      yield await outputsOf(await load(task.address));
      return;
    case 'resume': {
      const { path, steps } = task;
      const options = { steps, epochs: 100, batchSize: 16, seed: 2 };
      yield* train(make(), samples(), {
        ...options,
        ...(path !== undefined && { checkpoint: { path }, resume: true }),
      });
      return;
    }
    case 'second': {
      const run = () => train(make(), samples(), { steps: 1, checkpoint: { path: task.path } });
      for await (const { kind } of run()) {
        if (kind === 'start')
          yield await run()
            .next()
            .then(() => 'went on', String);
      }
      for await (const { kind } of run()) yield kind;
    }
  }
}

if (typeof window === 'undefined' && typeof postMessage === 'function') serveRuns(answer);
