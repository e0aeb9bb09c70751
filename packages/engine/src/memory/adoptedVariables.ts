import * as tf from '#tensorflow';
import { registerCpuBackend } from '../eager/cpuBackend.js';
import type { DataType, Values } from '../tensor.js';
import { inWords } from '../variableNames.js';

/** A variable and the memory in which its values are to live. */
export interface Home {
  readonly variable: tf.Variable;
  readonly values: Values;
}

interface Adopted extends Home {
  /** TF.js' handle of the tensor over `values`. */
  handle: object | undefined;
}

/**
 * Lets the values of TF.js variables live in memory that a training step changes in place.
 *
 * An adopted variable is an ordinary variable whose values are a view of that memory:
 * `dataSync()` shows the present weights without a copy, and layers, forward passes and
 * saving use it like any other. The array which `dataSync()` gives changes with each step,
 * so take a `slice()` of it to remember weights. Tensors made from the variable with
 * `clone` or `reshape`, which share its values, keep theirs: the next step moves them out.
 *
 * Two steps may train the same variables in turn; each takes over what the other has left.
 */
export class AdoptedVariables {
  readonly #adopted: readonly Adopted[];
  readonly #backend;

  constructor(homes: readonly Home[]) {
    registerCpuBackend();
    this.#backend = tf.findBackend('cpu');
    this.#adopted = homes.map((home) => ({ ...home, handle: undefined }));
  }

  /**
   * Whether all variables still have their home in the memory, and to themselves. A
   * matter of nanoseconds each.
   */
  get intact(): boolean {
    for (const { variable, handle } of this.#adopted) {
      // Another count means that the values moved to another backend (0) or have
      // gained a second owner.
      if (variable.dataId !== handle || this.#backend.refCount(handle) !== 1) return false;
    }
    return true;
  }

  /**
   * Takes over the values of variables that were assigned elsewhere, and gives them
   * their home again.
   *
   * @throws Error when a variable is disposed.
   */
  async adopt(): Promise<void> {
    for (const adopted of this.#adopted) {
      const { variable, values, handle } = adopted;
      if (variable.isDisposed) {
        throw new Error(
          `The variable ${inWords(variable)} is disposed, but a step still uses it. Dispose the step first.`,
        );
      }
      if (variable.dataId !== handle) {
        values.set(await variable.data<DataType>());
      } else {
        const owners = this.#backend.refCount(handle);
        if (owners === 1) continue;
        if (owners > 1) this.#moveOut(adopted, owners);
      }
      adopted.handle = this.#settle(variable, values);
    }
  }

  /** Gives every variable a copy of its own, so that the memory can be freed. */
  release(): void {
    for (const { variable, values, handle } of this.#adopted) {
      if (!variable.isDisposed && variable.dataId === handle)
        this.#settle(variable, values.slice());
    }
  }

  /** Copies the values for the other tensors that share them. */
  #moveOut({ variable, values }: Adopted, owners: number): void {
    const { dataId, shape, dtype } = variable;
    this.#backend.move(dataId, values.slice(), shape, dtype, owners);
  }

  /**
   * `variable.assign` with a tensor of the cpu backend, whichever backend is current:
   * `assign` would count the reference on the current one and so move the values there.
   */
  #settle(variable: tf.Variable, values: Values): object {
    const engine = tf.engine();
    const { shape, dtype } = variable;
    const tensor = tf.keep(engine.makeTensor(values, shape, dtype, this.#backend));
    engine.disposeTensor(variable);
    // The variable takes the reference of the tensor, which nobody sees.
    variable.dataId = tensor.dataId;
    return tensor.dataId;
  }
}
