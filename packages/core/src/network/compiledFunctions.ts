import type * as tf from '@tensorflow/tfjs-core';
import {
  compileForward,
  type EngineOptions,
  type Forward,
  type TensorSpec,
} from '@autoencoder-zoo/engine';
import type { Batch } from '../batch/batch.js';
import { Batches, type BatchSource } from '../batch/batches.js';
import type { Network } from './network.js';
import { fewSizes, mapBatches } from './mapBatches.js';

/** A computation on a batch. */
export type ComputeBatch = (batch: Batch) => Record<string, tf.Tensor>;

/** What to compute, on what, and how many samples at a time. */
export interface Job {
  /** Tells computations of one model apart. */
  readonly name: string;
  readonly source: BatchSource;
  readonly batchSize: number;
  readonly compute: ComputeBatch;
}

/** Compiled functions of a model, made at their first use and kept until they are released. */
export class CompiledFunctions {
  readonly #kept = new Map<string, Kept>();
  #running = 0;
  #whenIdle: (() => void) | undefined;
  readonly #network: Network;

  constructor(network: Network) {
    this.#network = network;
  }

  /** The output `result` for all samples, `[samples, ...]`. */
  map(job: Job, engine: EngineOptions): Promise<Float32Array> {
    const { length } = job.source.data;
    const batchSize = fewSizes(job.batchSize, length);
    const batches = new Batches(job.source);
    return this.#use(job, batches.specs(batchSize), engine, (forward) =>
      mapBatches(
        batches,
        { length, batchSize },
        async (inputs) => (await forward.run(inputs))['result'],
      ),
    );
  }

  /**
   * All outputs averaged over all samples: those of shape `[samples]` are summed in
   * float64, scalars are averages over a batch.
   */
  average(job: Job, engine: EngineOptions): Promise<Record<string, number>> {
    const { length } = job.source.data;
    const batchSize = Math.min(job.batchSize, length);
    const batches = new Batches(job.source);
    return this.#use(job, batches.specs(batchSize), engine, async (forward) => {
      const sums = new Map<string, number>();
      for (let begin = 0, batch = 0; begin < length; begin += batchSize, batch++) {
        const size = Math.min(batchSize, length - begin);
        const indices = Uint32Array.from({ length: size }, (_, i) => begin + i);
        const results = await forward.run(batches.fill(indices, batch, 0));
        for (const [name, { data, shape }] of Object.entries(results)) {
          const sum = shape.length === 0 ? data[0] * size : sumOf(data as Float32Array);
          sums.set(name, (sums.get(name) ?? 0) + sum);
        }
      }
      return Object.fromEntries(Array.from(sums, ([name, sum]) => [name, sum / length]));
    });
  }

  /** Frees all functions, each as soon as it does not run; those still needed are compiled anew. */
  release(): void {
    for (const kept of this.#kept.values()) {
      kept.released = true;
      freeIfIdle(kept);
    }
    this.#kept.clear();
  }

  /** Frees all functions for good, and calls `then`, as soon as no work goes on. */
  close(then: () => void): void {
    this.release();
    this.#whenIdle = () => {
      // Work that went on may have had others compiled.
      this.release();
      then();
    };
    if (this.#running === 0) this.#whenIdle();
  }

  /** Does work of several calls, before whose end {@link close} frees nothing. */
  async during<Result>(work: () => Promise<Result>): Promise<Result> {
    this.#running++;
    try {
      return await work();
    } finally {
      this.#running--;
      if (this.#running === 0) this.#whenIdle?.();
    }
  }

  /**
   * Compiles a function, or takes the one that was compiled before, and keeps it
   * while `work` uses it.
   */
  async #use<Result>(
    { name, source, compute }: Job,
    specs: Record<string, TensorSpec>,
    engine: EngineOptions,
    work: (forward: Forward) => Promise<Result>,
  ): Promise<Result> {
    const key = [name, ...Object.keys(specs), JSON.stringify(engine)].join(' ');
    let kept = this.#kept.get(key);
    if (!kept) {
      const network = this.#network;
      const variables = network.declarations.variables.map(({ variable }) => variable);
      const traced = (inputs: Record<string, tf.Tensor>) =>
        compute(network.batch(inputs, source.mode));
      const forward = compileForward(traced, variables, specs, engine);
      kept = { forward, users: 0, released: false };
      this.#kept.set(key, kept);
      const failed = kept;
      forward.catch(() => {
        if (this.#kept.get(key) === failed) this.#kept.delete(key);
      });
    }
    const using = kept;
    using.users++;
    return this.during(async () => {
      try {
        return await work(await using.forward);
      } finally {
        using.users--;
        freeIfIdle(using);
      }
    });
  }
}

/** A compiled function and who uses it. */
interface Kept {
  readonly forward: Promise<Forward>;
  /** Calls that run it or wait for it. */
  users: number;
  /** Whether it is to be freed once there are none. */
  released: boolean;
}

function freeIfIdle({ forward, users, released }: Kept): void {
  if (users > 0 || !released) return;
  // What went wrong was told to whoever asked for the function.
  forward.then((compiled) => compiled.dispose()).catch(() => undefined);
}

function sumOf(values: Float32Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
}
