import * as tf from '@autoencoder-zoo/engine/tensorflow';
import type { Column } from '../parts/column.js';
import type { Declarations, NamedVariable } from '../parts/declarations.js';
import { Provisions, type Key } from '../parts/key.js';
import type { Again, Frame } from '../parts/frame.js';
import type { Besides } from '../parts/term.js';
import type { Noise } from '../parts/noise.js';
import { finalNumber, type NamedNumber } from '../parts/number.js';
import { repeatRows } from '../parts/repeatRows.js';
import { inputNames } from './inputNames.js';
import type { Mode } from './mode.js';

/** What a batch has to know of the model that it goes through. */
export interface Through {
  /** Codes that the objective draws for each sample. */
  readonly draws: number;
  /** Whether the target is the sample itself. */
  readonly reconstructs: boolean;
  /** What its parts declared. */
  readonly declarations: Declarations;
  /** Its parts as functions on a batch. */
  again(batch: Batch): Again;
}

/**
 * One batch on its way through a model, as tensors: samples, and the {@link Frame} that parts read.
 */
export class Batch implements Frame {
  readonly mode: Frame['mode'];
  readonly again: Again;
  /** Which values of the target count, as parts have said so far; see {@link Besides.counts}. */
  readonly counts: tf.Tensor[] = [];
  readonly #provisions = new Provisions();
  readonly #through: Through;
  readonly #inputs: Readonly<Record<string, tf.Tensor>>;
  readonly #purpose: Mode;
  readonly #changing: ReadonlySet<tf.Variable> | undefined;
  readonly #rows: number | undefined;

  /**
   * @param inputs - By the names of {@link inputNames}.
   * @param changing - State that may change in training. Default: all.
   * @param rows - Samples of the batch. Default: as the inputs have.
   */
  constructor(
    through: Through,
    inputs: Readonly<Record<string, tf.Tensor>>,
    purpose: Mode,
    changing?: ReadonlySet<tf.Variable>,
    rows?: number,
  ) {
    this.#through = through;
    this.#inputs = inputs;
    this.#purpose = purpose;
    this.#changing = changing;
    this.#rows = rows;
    this.mode = purpose.kind;
    this.again = through.again(this);
    // Parts may take what they need out of the frame: ({ noise, number }) => ...
    for (const name of [
      'noise',
      'number',
      'column',
      'perDraw',
      'need',
      'set',
      'changes',
    ] as const) {
      Object.defineProperty(this, name, { value: this[name].bind(this) });
    }
  }

  /** The same batch as in use: on a way of its own, without noise of codes and without a target. */
  get means(): Batch {
    const purpose: Mode = { ...this.#purpose, kind: 'use', draws: 'none' };
    return new Batch(this.#through, this.#inputs, purpose);
  }

  /** The same frame for other inputs, so many, which change nothing and draw nothing. */
  forOthers(given: tf.Tensor): Batch {
    // Steps that do not exist are those of this batch's own samples, which may be given once more.
    const inputs = Object.fromEntries(
      Object.entries(this.#inputs).filter(([name]) => name !== inputNames.mask || given === this.x),
    );
    const purpose: Mode = { ...this.#purpose, draws: 'none' };
    return new Batch(this.#through, inputs, purpose, new Set(), given.shape[0]);
  }

  /** Samples `[batch, ...input]`, scaled; or whatever is given in their place. */
  get x(): tf.Tensor {
    return this.#inputs[inputNames.x];
  }

  get target(): tf.Tensor | undefined {
    // What is given in the place of samples has no target of its own.
    if (this.mode === 'use' || this.#rows !== undefined) return undefined;
    return this.#through.reconstructs ? this.x : this.#inputs[inputNames.target];
  }

  get mask(): tf.Tensor2D | undefined {
    return this.#inputs[inputNames.mask] as tf.Tensor2D | undefined;
  }

  /** Whether the input is damaged first. */
  get corrupts(): boolean {
    return this.#purpose.runs.has('corruption');
  }

  /** Samples of the batch. */
  get size(): number {
    return this.#rows ?? Object.values(this.#inputs)[0].shape[0];
  }

  noise(site: Noise): tf.Tensor {
    // Damage is done to samples, also where they then go through the means of codes.
    if (this.#purpose.draws === 'none' && site.of !== 'corruption') {
      return tf.zeros(site.per === 'batch' ? [...site.shape] : [this.size, ...site.shape]);
    }
    if (site.mode && site.mode !== this.mode) {
      throw new Error(
        `the noise "${site.name}" is drawn in the mode "${site.mode}" alone, but read in "${this.mode}"; ask frame.mode first`,
      );
    }
    return this.#read(inputNames.noise(site), `the noise "${site.name}"`);
  }

  number(number: NamedNumber): number | tf.Scalar {
    const present = this.#inputs[inputNames.number(number)] as tf.Scalar | undefined;
    if (!this.#through.declarations.numbers.includes(number)) {
      throw new Error(`the number "${number.name}" was not declared by context.number`);
    }
    return present ?? finalNumber(number.value);
  }

  column(column: Column): tf.Tensor {
    return this.#read(inputNames.column(column), `the column "${column.name}"`);
  }

  perDraw<T extends tf.Tensor>(x: T): T {
    return repeatRows(x, this.#purpose.draws === 'objective' ? this.#through.draws : 1);
  }

  need<Value>(key: Key<Value>): Value | undefined {
    return this.#provisions.get(key);
  }

  /** Takes what a part has left beside its result. */
  take({ provides = [], counts }: Besides): void {
    for (const provision of provides) this.#provisions.add(provision);
    if (counts) this.counts.push(counts);
  }

  set(state: tf.Variable, value: tf.Tensor): void {
    const { name, trained } = this.#named(state);
    if (trained) {
      throw new Error(`the variable "${name}" is trained, so only afterUpdate can set it`);
    }
    this.#assign(state, value);
  }

  /** What parts may do once the optimiser has changed the weights. */
  get afterUpdate(): Pick<Frame, 'set' | 'changes' | 'number'> {
    return {
      set: (variable, value) => {
        this.#assign(variable, value);
      },
      changes: (variable) => this.changes(variable),
      number: (number) => this.number(number),
    };
  }

  changes(state: tf.Variable): boolean {
    return this.mode === 'train' && (this.#changing?.has(state) ?? true);
  }

  #assign(variable: tf.Variable, value: tf.Tensor): void {
    const { name } = this.#named(variable);
    if (!(value instanceof tf.Tensor) || String(value.shape) !== String(variable.shape)) {
      const given = value instanceof tf.Tensor ? `[${value.shape.join(', ')}]` : 'no tensor';
      throw new Error(
        `the variable "${name}" has the shape [${variable.shape.join(', ')}], but is set to ${given}`,
      );
    }
    if (this.changes(variable)) variable.assign(tf.cast(value, variable.dtype));
  }

  #named(variable: tf.Variable): NamedVariable {
    const named = this.#through.declarations.variables.find((each) => each.variable === variable);
    if (!named) {
      throw new Error('a variable is set that was not declared by context.state or variable');
    }
    return named;
  }

  #read(name: string, what: string): tf.Tensor {
    const tensor = this.#inputs[name] as tf.Tensor | undefined;
    if (!tensor) {
      throw new Error(
        `${what} is no input here: the part that reads it must declare it when built`,
      );
    }
    return tensor;
  }
}
