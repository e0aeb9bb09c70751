import { specsOf, type Specs } from '../inputs.js';
import type { HostTensor } from '../tensor.js';
import { ProgramCache, type Cached } from './programCache.js';

/** For each group of a step whether it takes part. */
export type Taking = readonly boolean[];

/**
 * Compiles a step for inputs of given shapes.
 *
 * @param first - Program of the same groups for other shapes.
 */
export type CompileStep<P> = (specs: Specs, taking: Taking, first?: P) => Promise<P>;

/**
 * The programs of a step: where groups rest in some steps, one for each set of groups
 * that is met, since the gradients of those that rest need not be computed.
 */
export class StepPrograms<P extends Cached> {
  readonly #compile: CompileStep<P>;
  readonly #examples: Specs;
  readonly #limit: number;
  readonly #caches = new Map<string, ProgramCache<P>>();

  /**
   * @param first - Program of all groups for the example shapes.
   * @param limit - How many programs are kept of each set of groups.
   */
  constructor(first: P, taking: Taking, compile: CompileStep<P>, limit: number) {
    this.#compile = compile;
    this.#examples = first.specs;
    this.#limit = limit;
    this.#add(first, taking);
  }

  /** The program of these groups for inputs of these shapes. */
  async get(inputs: Readonly<Record<string, HostTensor>>, taking: Taking): Promise<P> {
    const cache =
      this.#caches.get(taking.join()) ??
      this.#add(await this.#compile(specsOf(inputs, this.#examples), taking), taking);
    return cache.get(inputs);
  }

  /** Frees all programs. */
  async release(): Promise<void> {
    await Promise.all(Array.from(this.#caches.values(), (cache) => cache.release()));
    this.#caches.clear();
  }

  #add(first: P, taking: Taking): ProgramCache<P> {
    const another = (specs: Specs) => this.#compile(specs, taking, first);
    const cache = new ProgramCache(first, another, this.#limit);
    this.#caches.set(taking.join(), cache);
    return cache;
  }
}
