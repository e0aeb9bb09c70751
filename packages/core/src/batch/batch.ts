import * as tf from '@tensorflow/tfjs-core';
import type { Column } from '../parts/column.js';
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
    return this.#read(inputNames.noise(site), `the noise "${site.name}"`);
  }

  number(number: NamedNumber): number | tf.Scalar {
    const present = this.#inputs[inputNames.number(number)] as tf.Scalar | undefined;
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
    if (this.changes(state)) state.assign(value);
  }

  changes(state: tf.Variable): boolean {
    return this.mode === 'train' && (this.#changing?.has(state) ?? true);
  }

  #read(name: string, what: string): tf.Tensor {
    const tensor = this.#inputs[name] as tf.Tensor | undefined;
    if (!tensor) throw new Error(`${what} is not an input of this computation`);
    return tensor;
  }
}
