import type * as tf from '@tensorflow/tfjs-core';
import { nameVariable } from '@autoencoder-zoo/engine';
import type { Column } from './column.js';
import { Provisions } from './key.js';
import type { PartKind } from './kinds.js';
import type { Noise } from './noise.js';
import type { NamedNumber } from './number.js';

/** The group of variables that is trained where a part names no other. */
export const modelGroup = 'model';

/** A named variable of a model. */
export interface NamedVariable {
  /** Path within the model, for example `'encoder/0/kernel'`. */
  readonly name: string;
  readonly variable: tf.Variable;
  /** False for state that the optimiser leaves alone, such as moving averages. */
  readonly trained: boolean;
  /** Whose optimiser trains it, and whose terms. */
  readonly group: string;
}

/** Values that were saved, from which variables begin instead of random ones. */
export interface SavedValues {
  /**
   * The values of a variable. Nothing may be made of its size before.
   *
   * @throws Error if there are none of that name, or of another shape.
   */
  take(name: string, shape: readonly number[]): Float32Array;
}

/** A column and the kinds of parts that read it. */
export interface ReadColumn {
  readonly column: Column;
  readonly readers: Set<PartKind>;
}

/** All that the parts of one model declared while they were built. */
export class Declarations {
  readonly variables: NamedVariable[] = [];
  readonly noise: Noise[] = [];
  readonly numbers: NamedNumber[] = [];
  readonly columns = new Map<string, ReadColumn>();
  readonly provisions = new Provisions();
  /** Variables that a part brought, and somebody else may use. */
  readonly adopted: Set<tf.Variable>;
  /** Whether a part asks the prior for codes while the model trains. */
  readsPrior = false;

  readonly #outer: { readonly path: string; readonly declarations: Declarations } | undefined;

  /**
   * @param seed - Of first values.
   * @param saved - Gives the first values in the seed's place.
   * @param outer - Of a model that has this one within a part, and its variables, too.
   */
  constructor(
    readonly seed: number,
    readonly saved?: SavedValues,
    outer?: { readonly path: string; readonly declarations: Declarations },
  ) {
    this.#outer = outer;

    this.adopted = outer?.declarations.adopted ?? new Set();
  }

  /** Declarations of a model within a part, whose variables have names below a path here. */
  inner(path: string): Declarations {
    const { seed, saved } = this;
    const below: SavedValues | undefined = saved && {
      take: (name, shape) => saved.take(`${path}/${name}`, shape),
    };
    return new Declarations(seed, below, { path, declarations: this });
  }

  /** Frees all variables. */
  dispose(): void {
    for (const { variable } of this.variables) if (!variable.isDisposed) variable.dispose();
  }

  /**
   * Frees the variables that were made here, for a model that is not to be; adopted ones live on.
   */
  abandon(): void {
    for (const { variable } of this.variables) if (!this.adopted.has(variable)) variable.dispose();
  }

  /** Takes down where noise is needed. */
  addNoise(site: Noise): void {
    refuseTwice('noise', site.name, this.noise);
    this.noise.push(site);
  }

  /** Takes down a number. */
  addNumber(number: NamedNumber): void {
    refuseTwice('number', number.name, this.numbers);
    this.numbers.push(number);
  }

  /** Takes down a variable, by whose path messages name it. */
  add(named: NamedVariable): void {
    refuseTwice('variable', named.name, this.variables);
    nameVariable(named.variable, named.name);
    this.variables.push(named);
    const { declarations, path } = this.#outer ?? {};
    declarations?.add({ ...named, name: `${path}/${named.name}` });
  }
}

function refuseTwice(what: string, name: string, known: readonly { readonly name: string }[]) {
  if (!known.some((each) => each.name === name)) return;
  throw new Error(
    `two of a model have the name "${name}" (${what}); name them differently, or build parts within a part by context.scope(name)`,
  );
}
