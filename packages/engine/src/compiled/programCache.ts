import { haveShapes, specsOf, type Specs } from '../inputs.js';
import type { HostTensor } from '../tensor.js';

/** What is kept. */
export interface Cached {
  readonly specs: Specs;
  release(): Promise<void>;
}

/**
 * Programs by the shapes of their inputs, compiled when first needed; the ones unused
 * for longest go first.
 */
export class ProgramCache<P extends Cached> {
  readonly #compile: (specs: Specs) => Promise<P>;
  readonly #limit: number;
  /** In the order of their last use. */
  readonly #programs = new Map<string, P>();
  #last: P;

  /**
   * @param first - Program of the example shapes.
   * @param limit - How many programs are kept.
   */
  constructor(first: P, compile: (specs: Specs) => Promise<P>, limit: number) {
    this.#compile = compile;
    this.#limit = limit;
    this.#last = first;
    this.#programs.set(signature(first.specs), first);
  }

  /** Number of programs that are loaded. */
  get size(): number {
    return this.#programs.size;
  }

  /** The program for inputs of these shapes. */
  async get(inputs: Readonly<Record<string, HostTensor>>): Promise<P> {
    if (!haveShapes(inputs, this.#last.specs)) {
      this.#last = await this.#find(specsOf(inputs, this.#last.specs));
    }
    return this.#last;
  }

  async #find(specs: Specs): Promise<P> {
    const key = signature(specs);
    const program = this.#programs.get(key) ?? (await this.#compile(specs));
    this.#programs.delete(key);
    this.#programs.set(key, program);
    for (const [oldest, unused] of this.#programs) {
      if (this.#programs.size <= this.#limit) break;
      this.#programs.delete(oldest);
      await unused.release();
    }
    return program;
  }

  /** Frees all programs. */
  async release(): Promise<void> {
    await Promise.all(Array.from(this.#programs.values(), (program) => program.release()));
    this.#programs.clear();
  }
}

function signature(specs: Specs): string {
  return Object.values(specs)
    .map(({ shape }) => shape.join())
    .join(';');
}
