import * as tf from '@autoencoder-zoo/engine/tensorflow';
import { ensureBackend } from '@autoencoder-zoo/engine';
import { z } from 'zod';
import { hasNonFinite } from '../data/finite.js';
import { RandomStream } from '../random/stream.js';
import { columnOf, sameColumn, type Column, type ColumnOptions } from './column.js';
import { initialise, initialiser, type Fan, type Start } from './initialiser.js';
import { OptionsError, parseOptions, positiveInteger } from './options.js';
import { modelGroup, type Declarations } from './declarations.js';
import type { Key } from './key.js';
import { partKinds, type BuiltPrior, type PartKind } from './kinds.js';
import type { RankOf, Shape, Shapes } from './shape.js';
import type { Drawn, Fill, Noise, NoiseOptions } from './noise.js';
import type { NamedNumber, Scheduled } from './number.js';

/** Where in a model a part is built. */
export interface Place {
  readonly kind: PartKind;
  /** What is known of it so far. */
  readonly shapes: Partial<Shapes>;
  readonly prior?: BuiltPrior | undefined;
}

/**
 * What a part uses to declare its needs when it is built: variables, noise, numbers
 * and columns. Names are relative to the part; the model prefixes them.
 */
export class Context {
  readonly #declarations: Declarations;
  readonly #path: string;
  readonly #place: Place;

  constructor(declarations: Declarations, path: string, place: Place) {
    this.#declarations = declarations;
    this.#path = path;
    this.#place = place;
  }

  /**
   * Shapes of one sample, as far as the parts before this one have fixed them: a part
   * is built after those whose work it continues.
   *
   * @throws Error for one that is not known yet.
   */
  get shapes(): Shapes {
    const { kind, shapes } = this.#place;
    return new Proxy(shapes as Shapes, {
      get(known, name, receiver) {
        const shape = Reflect.get(known, name, receiver) as unknown;
        if (shape !== undefined || typeof name !== 'string') return shape;
        throw new Error(
          `the shape "${name}" is not known yet where a part of kind ${kind} is built`,
        );
      },
    });
  }

  /**
   * The model's prior, for penalties that compare codes with it.
   *
   * @throws Error if the model has none.
   */
  get prior(): BuiltPrior {
    if (!this.#place.prior) {
      throw new Error(
        `${this.#path}: this needs a prior to draw codes from; give the model one, such as standardNormal()`,
      );
    }
    this.#declarations.readsPrior = true;
    return this.#place.prior;
  }

  /**
   * A context whose names start with `name/`.
   *
   * @param shapes - Those that are others there, for a part that is built around another one.
   */
  scope(name: string, shapes: Partial<Shapes> = {}): Context {
    const place = { ...this.#place, shapes: { ...this.#place.shapes, ...shapes } };
    return new Context(this.#declarations, `${this.#path}/${name}`, place);
  }

  /**
   * Declares a trained variable. The first values come from the model's seed and the variable's
   * path, so adding a part does not change how the others start.
   *
   * @param start - How it starts: an {@link Initialiser}, or a function that fills in the values.
   * @param options - `fan`: inputs and outputs of a unit, for a kernel `[inputs, outputs]`
   * read from its shape; `group`: whose optimiser trains it, default `'model'`.
   */
  variable<const S extends Shape>(
    name: string,
    shape: S,
    start: Start,
    options: { readonly fan?: Fan; readonly group?: string } = {},
  ): tf.Variable<RankOf<S>> {
    const { fan = { inputs: shape[0] ?? 1, outputs: shape[1] ?? 1 }, group } = options;
    const path = `${this.#path}/${name}`;
    return this.#declare(path, this.#values(path, shape, start, fan), shape, {
      trained: true,
      group,
    });
  }

  /** Declares state that is kept and saved but not trained: only {@link Frame.set} changes it. */
  state<const S extends Shape>(name: string, shape: S, start: Start): tf.Variable<RankOf<S>> {
    const path = `${this.#path}/${name}`;
    const fan = { inputs: shape[0] ?? 1, outputs: shape[1] ?? 1 };
    return this.#declare(path, this.#values(path, shape, start, fan), shape, { trained: false });
  }

  /** Declares a variable that the part made itself, with its present values or the saved ones. */
  adopt(name: string, variable: tf.Variable, trained = true): tf.Variable {
    const path = `${this.#path}/${name}`;
    const { saved } = this.#declarations;
    if (saved) {
      const values = saved.take(path, variable.shape);
      tf.tidy(() => variable.assign(tf.tensor(values, variable.shape)));
    }
    this.#declarations.adopted.add(variable);
    this.#declarations.add({ name: path, variable, trained, group: modelGroup });
    return variable;
  }

  /**
   * Declares random numbers that the part needs at each step.
   *
   * @param shape - Of one row; of all where they are drawn once a batch.
   */
  noise(name: string, shape: Shape, fill: Fill, options: NoiseOptions = {}): Noise {
    const path = `${this.#path}/${name}`;
    checkShape(path, shape);
    const checked = parseOptions(path, noiseOptions, options);
    const { per = this.#rows, of = this.#place.kind, mode } = checked;
    if (typeof fill !== 'function') {
      throw new OptionsError(`${path}: expected a function that fills in the noise, as normal is`);
    }
    const site = { name: path, shape, fill, per, of, mode };
    this.#declarations.addNoise(site);
    return site;
  }

  /** Declares a number that may follow a schedule: the weight of a term, a temperature. */
  number(name: string, value: Scheduled): NamedNumber {
    const path = `${this.#path}/${name}`;
    if (typeof value === 'number' && !Number.isFinite(value)) {
      throw new OptionsError(`${path}: expected a finite number, but got ${value}`);
    }
    const number = { name: path, value };
    this.#declarations.addNumber(number);
    return number;
  }

  /**
   * Declares that the part reads a column beside the samples: training and use refuse
   * data without it, and the model's ONNX files have an input of its name.
   *
   * @param name - `'label'`, `'index'` (the sample's place in its set), or a name in
   * `beside` of the data.
   * @param options - The shape of its values; or `classes`, if they are whole numbers
   * from 0 that a part reads as a one among so many zeros.
   * @throws Error if another part reads it in another way.
   */
  column(name: string, options: ColumnOptions): Column {
    const column = columnOf(this.#path, name, options);
    const known = this.#declarations.columns.get(name);
    if (known && !sameColumn(known.column, column)) {
      throw new Error(
        `${this.#path} reads the column "${name}" with shape [${column.shape.join(', ')}], but another part with shape [${known.column.shape.join(', ')}]`,
      );
    }
    const readers = known?.readers ?? new Set();
    readers.add(this.#place.kind);
    this.#declarations.columns.set(name, { column, readers });
    return column;
  }

  /**
   * Takes down what the parts of a model within this part declare. Its variables are
   * this part's, too, with names that start with `name/`; see `InnerModel`.
   */
  inner(name: string): Declarations {
    return this.#declarations.inner(`${this.#path}/${name}`);
  }

  /** Leaves something for the parts that are built after this one. */
  provide<Value>(key: Key<Value>, value: Value): void {
    this.#declarations.provisions.add({ key, value });
  }

  /** What a part that was built before has left under a key. */
  need<Value>(key: Key<Value>): Value | undefined {
    return this.#declarations.provisions.get(key);
  }

  get #rows(): Drawn {
    const { kind } = this.#place;
    return kind === 'corruption' || kind === 'encoder' ? 'sample' : 'draw';
  }

  #values(path: string, shape: Shape, start: Start, fan: Fan): Float32Array {
    const { saved, seed } = this.#declarations;
    checkShape(path, shape);
    if (typeof start !== 'function') parseOptions(path, startOptions, { start });
    if (saved) return saved.take(path, shape);
    const values = initialise(start, shape, fan, new RandomStream(seed, `weights:${path}`));
    // Only a function of somebody's own can give such; looking through all weights takes time.
    if (typeof start === 'function' && hasNonFinite(values)) {
      throw new Error(
        `${path}: the function that fills in the first values gave NaN or an infinity`,
      );
    }
    return values;
  }

  #declare<S extends Shape>(
    name: string,
    values: Float32Array,
    shape: S,
    {
      trained,
      group = modelGroup,
    }: { readonly trained: boolean; readonly group?: string | undefined },
  ): tf.Variable<RankOf<S>> {
    const variable = makeVariable(values, shape);
    this.#declarations.add({ name, variable, trained, group });
    return variable as tf.Variable<RankOf<S>>;
  }
}

const sizes = z.strictObject({ shape: z.array(positiveInteger) });
const startOptions = z.strictObject({ start: initialiser });
const noiseOptions = z.strictObject({
  per: z.enum(['batch', 'sample', 'draw']).optional(),
  of: z.enum(partKinds).optional(),
  mode: z.enum(['train', 'measure', 'use']).optional(),
});

function checkShape(path: string, shape: Shape): void {
  parseOptions(path, sizes, { shape });
}

/** Variables live on the cpu backend, whose memory the compiled step can share. */
function makeVariable(values: Float32Array, shape: Shape): tf.Variable {
  ensureBackend();
  return tf.tidy(() => tf.variable(tf.tensor(values, [...shape], 'float32')));
}
