import * as tf from '#tensorflow';
import { ruleOf, type Optimiser } from '../optimisers/optimiser.js';

type Slots = Record<string, tf.Tensor>;

/** An optimiser in TF.js operations, on whatever backend is current. */
export class EagerOptimiser {
  readonly #optimiser: Optimiser;
  readonly #variables: readonly tf.Variable[];
  #slots: readonly Slots[];

  constructor(optimiser: Optimiser, variables: readonly tf.Variable[]) {
    this.#optimiser = optimiser;
    this.#variables = variables;
    const slots = ruleOf(optimiser).slots(optimiser);
    this.#slots = variables.map(({ shape }) =>
      Object.fromEntries(
        slots.map(({ name, initial }) => [name, tf.keep(tf.fill(shape, initial))]),
      ),
    );
  }

  /** The slots of each variable. */
  get slots(): readonly Readonly<Slots>[] {
    return this.#slots;
  }

  /** Takes over slots, one record a variable, and disposes the ones before. */
  replaceSlots(slots: readonly Slots[]): void {
    const before = this.#slots;
    this.#slots = slots;
    tf.dispose(before as Slots[]);
  }

  /**
   * Changes variables and slots.
   *
   * @param gradients - One for each variable.
   * @param coefficients - What the optimiser's rule gives for this step.
   * @param gradientScale - Factor of all gradients.
   */
  update(
    gradients: readonly tf.Tensor[],
    coefficients: Readonly<Record<string, number>>,
    gradientScale: number,
  ): void {
    const rule = ruleOf(this.#optimiser);
    const slots = tf.tidy(() =>
      this.#variables.map((variable, i) => {
        const gradient = gradientScale === 1 ? gradients[i] : tf.mul(gradients[i], gradientScale);
        const parameter = { weights: variable, gradient, slots: this.#slots[i] };
        const updated = rule.update(this.#optimiser, parameter, coefficients);
        variable.assign(updated.weights);
        for (const slot of Object.values(updated.slots)) tf.keep(slot);
        return updated.slots;
      }),
    );
    this.replaceSlots(slots);
  }

  dispose(): void {
    this.replaceSlots([]);
  }
}

/** Root of the sum of squares of all gradients; the sums of single tensors are taken in 32 bits. */
export async function gradientNorm(gradients: readonly tf.Tensor[]): Promise<number> {
  const squares = tf.tidy(() =>
    gradients.length === 0
      ? tf.tensor1d([])
      : tf.stack(gradients.map((gradient) => tf.sum(tf.square(gradient)))),
  );
  const values = Array.from(await squares.data());
  squares.dispose();
  return Math.sqrt(values.reduce((sum, value) => sum + value, 0));
}
