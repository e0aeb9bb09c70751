import type { Engine } from './engines/engine.js';
import { Worker } from './worker/worker.js';
import type { Workload } from './workloads/workload.js';

/** How often and how long engines run. */
export interface Plan {
  readonly rounds: number;
  /** Seconds of training of each engine in each round. */
  readonly seconds: number;
}

/** The times of one engine. */
export interface Measured {
  readonly engine: string;
  /** What ran, with its version. */
  readonly version: string;
  /** Milliseconds per step of each round. */
  readonly rounds: number[];
}

/** Called with an engine that cannot run here. */
export type Missing = (engine: Engine, reason: string) => void;

interface Contender extends Measured {
  readonly worker: Worker;
  readonly parameters: number;
}

/**
 * Times a workload on several engines, each in its own process: sessions of ONNX Runtime that share
 * one spin against each other. They take turns, in an order that alternates, so that a slow spell of the
 * machine hits all of them.
 *
 * @throws Error when engines train models of different size.
 */
export async function measure(
  workload: Workload,
  engines: readonly Engine[],
  plan: Plan,
  missing: Missing,
): Promise<Measured[]> {
  const contenders: Contender[] = [];
  try {
    for (const engine of engines) {
      const { worker, hello } = await Worker.start(engine.command(workload));
      if ('unavailable' in hello) {
        worker.stop();
        missing(engine, hello.unavailable);
        continue;
      }
      const { engine: version, parameters } = hello;
      contenders.push({ engine: engine.name, version, rounds: [], worker, parameters });
    }
    refuseDifferentModels(workload, contenders);
    for (let round = 0; round < plan.rounds; round++) {
      for (const { worker, rounds } of round % 2 === 0 ? contenders : contenders.toReversed()) {
        rounds.push((await worker.train({ seconds: plan.seconds })).milliseconds);
      }
    }
    return contenders.map(({ engine, version, rounds }) => ({ engine, version, rounds }));
  } finally {
    for (const { worker } of contenders) worker.stop();
  }
}

function refuseDifferentModels({ name }: Workload, contenders: readonly Contender[]): void {
  const sizes = contenders.map(({ engine, parameters }) => `${engine} ${parameters}`);
  if (new Set(contenders.map(({ parameters }) => parameters)).size > 1) {
    throw new Error(`${name}: the engines train models of different size: ${sizes.join(', ')}`);
  }
}
