import type { Engine } from './engines/engine.js';
import type { Task } from './tasks.js';
import type { Hello } from './worker/protocol.js';
import { Worker } from './worker/worker.js';

/** How often and how long engines run. */
export interface Plan {
  readonly rounds: number;
  /** Seconds of work of each engine in each round. */
  readonly seconds: number;
}

/** The times of one engine. */
export interface Measured {
  readonly engine: string;
  /** What ran, with its version. */
  readonly version: string;
  /** Milliseconds per repetition of each round: the median of those in it. */
  readonly rounds: readonly number[];
  /** Seconds of the first repetition, in which models are traced or compiled. */
  readonly first: number;
  /** The most memory that the process held, in bytes. */
  readonly peakMemory: number;
}

/** Called with an engine that cannot run here, or that cannot do the task. */
export type Missing = (engine: Engine, reason: string, always: boolean) => void;

/**
 * Engines at work on one task, each in its own process: ONNX Runtime's threads spin
 * against each other in one.
 */
export class Race {
  readonly #contenders: readonly Contender[];

  private constructor(contenders: readonly Contender[]) {
    this.#contenders = contenders;
  }

  /**
   * Starts the processes: one after the other, since the first repetition is timed,
   * or in haste all at once.
   *
   * @throws Error when engines train models of different size.
   */
  static async start(
    task: Task,
    engines: readonly Engine[],
    missing: Missing,
    { haste = false } = {},
  ): Promise<Race> {
    const start = (engine: Engine) => Worker.start(engine.command(task));
    const started = haste ? await Promise.all(engines.map(start)) : await inTurn(engines, start);
    const race = new Race(
      started.flatMap(({ worker, hello }, index) =>
        'first' in hello
          ? { worker, name: engines[index].name, hello, rounds: [], peakMemory: 0 }
          : [],
      ),
    );
    try {
      for (const [index, { hello }] of started.entries()) {
        if ('unavailable' in hello) missing(engines[index], hello.unavailable, true);
        if ('incapable' in hello) missing(engines[index], hello.incapable, false);
      }
      refuseDifferentModels(task, race.#contenders);
      return race;
    } catch (error) {
      await race.stop();
      throw error;
    }
  }

  /**
   * Lets all take turns, in an order that alternates, so that a slow spell of the
   * machine hits all of them.
   */
  async run({ rounds, seconds }: Plan): Promise<void> {
    for (let round = 0; round < rounds; round++) {
      for (const each of round % 2 === 0 ? this.#contenders : this.#contenders.toReversed()) {
        const { milliseconds, peakMemory } = await each.worker.time({ seconds });
        each.rounds.push(milliseconds);
        each.peakMemory = peakMemory;
      }
    }
  }

  /** What has been measured in all runs, in the order of the engines. */
  get measured(): Measured[] {
    return this.#contenders.map(({ name, hello, rounds, peakMemory }) => ({
      engine: name,
      version: hello.engine,
      rounds: [...rounds],
      first: hello.first,
      peakMemory,
    }));
  }

  /** Ends the processes. */
  async stop(): Promise<void> {
    await Promise.all(this.#contenders.map(({ worker }) => worker.stop()));
  }
}

interface Contender {
  readonly worker: Worker;
  readonly name: string;
  readonly hello: Extract<Hello, { first: number }>;
  readonly rounds: number[];
  peakMemory: number;
}

/** Times a task on several engines: a race from its start to its end. */
export async function measure(
  task: Task,
  engines: readonly Engine[],
  plan: Plan,
  missing: Missing,
  options?: { readonly haste?: boolean },
): Promise<Measured[]> {
  const race = await Race.start(task, engines, missing, options);
  try {
    await race.run(plan);
    return race.measured;
  } finally {
    await race.stop();
  }
}

async function inTurn<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results = [];
  for (const item of items) results.push(await work(item));
  return results;
}

function refuseDifferentModels({ name }: Task, contenders: readonly Contender[]): void {
  const models = contenders.filter(({ hello }) => hello.parameters !== undefined);
  if (new Set(models.map(({ hello }) => hello.parameters)).size > 1) {
    const sizes = models.map(({ name, hello }) => `${name} ${hello.parameters}`);
    throw new Error(`${name}: the engines train models of different size: ${sizes.join(', ')}`);
  }
}
