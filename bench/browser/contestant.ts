import { train, type EngineOptions } from '@autoencoder-zoo/core';
import { median } from '../statistics.js';
import { workloads } from '../workloads/index.js';
import { pixels } from '../workloads/workload.js';

/**
 * What a contestant is asked, one after the other: first to prepare a workload, then
 * to time steps of it.
 */
export type Question =
  | ({ readonly kind: 'prepare' } & Preparation)
  | { readonly kind: 'time'; readonly seconds: number };

/** What is to be trained, and how. */
export interface Preparation {
  /** Its name. */
  readonly workload: string;
  readonly engine: EngineOptions;
  /** Steps to make before the first is timed. */
  readonly steps: number;
}

/** What it answers. */
export type Answer =
  /** Losses of the steps made so far. */
  | { readonly kind: 'prepared'; readonly losses: readonly number[] }
  /** Median of the steps, in milliseconds. */
  | { readonly kind: 'timed'; readonly milliseconds: number }
  | { readonly kind: 'failed'; readonly reason: string };

/** Trains a workload, here, as it is asked; the same in Node and in a Web Worker. */
export class Contestant {
  #step: (() => Promise<number>) | undefined;

  /** Never fails: what goes wrong is an answer. */
  async answer(question: Question): Promise<Answer> {
    try {
      return question.kind === 'prepare'
        ? await this.#prepare(question)
        : await this.#time(question.seconds);
    } catch (error) {
      const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
      return { kind: 'failed', reason };
    }
  }

  async #prepare({ workload: name, engine, steps }: Preparation): Promise<Answer> {
    const workload = workloads.find((each) => each.name === name)!;
    const model = workload.make();
    model.engine = engine;
    const events = train(model, pixels(workload), {
      batchSize: workload.batchSize,
      epochs: 2 ** 31 - 1,
    });
    this.#step = async () => {
      for (;;) {
        const { value } = await events.next();
        if ('kind' in value && value.kind === 'batch') return value.terms['loss'];
      }
    };
    const losses: number[] = [];
    while (losses.length < steps) losses.push(await this.#step());
    return { kind: 'prepared', losses };
  }

  async #time(seconds: number): Promise<Answer> {
    const times: number[] = [];
    const start = performance.now();
    let before = start;
    while (times.length < 3 || before - start < seconds * 1000) {
      await this.#step!();
      const now = performance.now();
      times.push(now - before);
      before = now;
    }
    return { kind: 'timed', milliseconds: median(times) };
  }
}
