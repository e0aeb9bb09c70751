import type * as tf from '@tensorflow/tfjs-core';
import {
  compileForward,
  type EngineOptions,
  type Forward,
  type TensorSpec,
} from '@autoencoder-zoo/engine';
import { frameOf, meanMode, type FrameMode } from '../parts/frame.js';
import type { Frame } from '../parts/kinds.js';
import { BatchInputs, type BatchSource } from './batchInputs.js';
import { pairsOf, type Pairs } from './composition.js';
import { fewSizes, mapBatches } from './mapBatches.js';

/** What a computation is given. */
export interface Given extends Pairs {
  readonly frame: Frame;
  /** A frame without noise. */
  readonly means: Frame;
}

/** A computation on a batch. */
export type Compute = (given: Given) => Record<string, tf.Tensor>;

/** What to compute, on what, and how many samples at a time. */
export interface Job {
  /** Tells computations of one model apart. */
  readonly name: string;
  readonly source: BatchSource;
  readonly batchSize: number;
  readonly compute: Compute;
}

/** Compiled functions of a model, made at their first use and kept until they are released. */
export class Computations {
  private readonly forwards = new Map<string, Promise<Forward>>();

  constructor(private readonly variables: readonly tf.Variable[]) {}

  /** The output `result` for all samples, `[samples, ...]`. */
  async map(job: Job, engine: EngineOptions): Promise<Float32Array> {
    const { length } = job.source.data;
    const batchSize = fewSizes(job.batchSize, length);
    const batches = new BatchInputs(job.source);
    const forward = await this.forward(job, batches.specs(batchSize), engine);
    return mapBatches(
      batches,
      { length, batchSize },
      async (inputs) => (await forward.run(inputs))['result'],
    );
  }

  /** All outputs, which are averages over a batch, averaged over all samples. */
  async average(job: Job, engine: EngineOptions): Promise<Record<string, number>> {
    const { length } = job.source.data;
    const batchSize = Math.min(job.batchSize, length);
    const batches = new BatchInputs(job.source);
    const forward = await this.forward(job, batches.specs(batchSize), engine);
    const sums = new Map<string, number>();
    for (let begin = 0, batch = 0; begin < length; begin += batchSize, batch++) {
      const size = Math.min(batchSize, length - begin);
      const indices = Uint32Array.from({ length: size }, (_, i) => begin + i);
      const averages = await forward.run(batches.fill(indices, batch, 0));
      for (const [name, { data }] of Object.entries(averages)) {
        sums.set(name, (sums.get(name) ?? 0) + data[0] * size);
      }
    }
    return Object.fromEntries(Array.from(sums, ([name, sum]) => [name, sum / length]));
  }

  /** Frees all functions; those still needed are compiled anew. */
  release(): void {
    for (const forward of this.forwards.values()) {
      // What went wrong was told to whoever asked for the function.
      forward.then((compiled) => compiled.dispose()).catch(() => undefined);
    }
    this.forwards.clear();
  }

  private forward(
    { name, source, compute }: Job,
    specs: Record<string, TensorSpec>,
    engine: EngineOptions,
  ): Promise<Forward> {
    const key = [name, ...Object.keys(specs), JSON.stringify(engine)].join(' ');
    let forward = this.forwards.get(key);
    if (!forward) {
      forward = compileForward(traceable(compute, source.mode), this.variables, specs, engine);
      this.forwards.set(key, forward);
      forward.catch(() => this.forwards.delete(key));
    }
    return forward;
  }
}

function traceable(compute: Compute, mode: FrameMode) {
  return (inputs: Record<string, tf.Tensor>) =>
    compute({
      ...pairsOf(inputs),
      frame: frameOf(inputs, mode),
      means: frameOf(inputs, meanMode),
    });
}
