import type { Arena, Block } from '../memory/arena.js';
import { instantiate } from '../optimisers/instantiate.js';
import { ruleOf, type Optimiser } from '../optimisers/optimiser.js';
import sumOfSquares from '../optimisers/sumOfSquares.wasm.js';
import type { TensorSpec } from '../tensor.js';

type WasmFunction = (...values: readonly number[]) => number;

/**
 * Parameters with their gradients and optimiser state in an arena, updated in place
 * by one pass over it.
 */
export class FusedOptimiser {
  readonly #arena: Arena;
  readonly #optimiser: Optimiser;
  readonly #weights: Block;
  readonly #gradients: Block;
  readonly #slots: ReadonlyMap<string, Block>;
  #update: WasmFunction | undefined;
  #sumOfSquares: WasmFunction | undefined;

  /**
   * Reserves the memory; `load` makes it ready.
   *
   * @param parameters - Shapes of the parameters, all float32.
   */
  constructor(arena: Arena, optimiser: Optimiser, parameters: readonly TensorSpec[]) {
    this.#arena = arena;
    this.#optimiser = optimiser;
    this.#weights = arena.reserve(parameters);
    this.#gradients = arena.reserve(parameters);
    const slots = ruleOf(optimiser).slots(optimiser);
    this.#slots = new Map(slots.map(({ name }) => [name, arena.reserve(parameters)]));
  }

  /** Allocates the arena, if it is not yet, and sets all slots to their first values. */
  async load(): Promise<void> {
    const rule = ruleOf(this.#optimiser);
    const { memory } = this.#arena;
    this.#update = (await instantiate(rule.kernel, memory))[rule.entry(this.#optimiser)];
    this.#sumOfSquares = (await instantiate(sumOfSquares, memory)).sumOfSquares;
    for (const { name, initial } of rule.slots(this.#optimiser)) {
      for (const values of this.slot(name)) values.fill(initial);
    }
  }

  /** The weights of each parameter. */
  get weights(): Float32Array[] {
    return this.#arena.views(this.#weights) as Float32Array[];
  }

  /** The gradient of each parameter, to be written before `update`. */
  get gradients(): Float32Array[] {
    return this.#arena.views(this.#gradients) as Float32Array[];
  }

  /** A slot's values of each parameter. */
  slot(name: string): Float32Array[] {
    return this.#arena.views(this.#slots.get(name)!) as Float32Array[];
  }

  /**
   * Root of the sum of squares of all gradients, in 64 bits. NaN or infinite if any gradient is.
   */
  gradientNorm(): number {
    const { offset, byteLength } = this.#gradients;
    return Math.sqrt(this.#sumOfSquares!(offset, byteLength / 4));
  }

  /**
   * Changes weights and slots.
   *
   * @param coefficients - What the optimiser's rule gives for this step.
   * @param gradientScale - Factor of all gradients.
   */
  update(coefficients: Readonly<Record<string, number>>, gradientScale: number): void {
    this.#update!(
      this.#weights.offset,
      this.#gradients.offset,
      ...this.#slotOffsets(),
      this.#weights.byteLength / 4,
      gradientScale,
      ...Object.values(coefficients),
    );
  }

  #slotOffsets(): number[] {
    return Array.from(this.#slots.values(), ({ offset }) => offset);
  }
}
