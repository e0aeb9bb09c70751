import * as tf from '@tensorflow/tfjs-core';
import { nameVariable, registerCpuBackend } from '@autoencoder-zoo/engine';
import { RandomStream } from '../random/stream.js';
import { initialise, type Fan, type Initialiser } from './initialiser.js';
import type { Distribution, NoiseSite } from './noise.js';
import type { Weight } from './schedule.js';

/** A named variable of a model. */
export interface NamedVariable {
  /** Path within the model, for example `'encoder/0/kernel'`. */
  readonly name: string;
  readonly variable: tf.Variable;
  /** False for state that the optimiser leaves alone, such as moving averages. */
  readonly trained: boolean;
}

/** A loss weight which may change from step to step; parts read it through their {@link Frame}. */
export interface ScheduledWeight {
  readonly name: string;
  readonly weight: Weight;
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

/** All that the parts of one model declared while they were built. */
export class Declarations {
  readonly variables: NamedVariable[] = [];
  readonly noise: NoiseSite[] = [];
  readonly weights: ScheduledWeight[] = [];
  /** Variables that a part brought, and somebody else may use. */
  readonly adopted = new Set<tf.Variable>();

  /**
   * @param seed - Of first values.
   * @param saved - Gives the first values in the seed's place.
   */
  constructor(
    readonly seed: number,
    readonly saved?: SavedValues,
  ) {}

  /** Frees all variables. */
  dispose(): void {
    for (const { variable } of this.variables) if (!variable.isDisposed) variable.dispose();
  }

  /** Frees the variables that were made here, for a model that is not to be; adopted ones live on. */
  abandon(): void {
    for (const { variable } of this.variables) if (!this.adopted.has(variable)) variable.dispose();
  }
}

/**
 * What a part uses to declare its needs when it is built: variables, noise sites and loss weights.
 * Names are relative to the part; the model prefixes them.
 */
export class BuildContext {
  constructor(
    private readonly declarations: Declarations,
    private readonly path: string,
    private readonly rows: { readonly rowsPerSample: number; readonly corrupts: boolean },
  ) {}

  /** A context whose names start with `name/`. */
  scope(name: string): BuildContext {
    return new BuildContext(this.declarations, `${this.path}/${name}`, this.rows);
  }

  /**
   * Declares a trained variable. The first values come from the model's seed and the variable's
   * path, so adding a part does not change how the others start.
   *
   * @param fan - Inputs and outputs of a unit; for a kernel `[inputs, outputs]` read from its shape.
   */
  variable(
    name: string,
    shape: readonly number[],
    start: Initialiser,
    fan: Fan = { inputs: shape[0] ?? 1, outputs: shape[1] ?? 1 },
  ): tf.Variable {
    const path = `${this.path}/${name}`;
    const { saved, seed } = this.declarations;
    const values =
      saved?.take(path, shape) ??
      initialise(start, shape, fan, new RandomStream(seed, `weights:${path}`));
    return this.declare(path, makeVariable(values, shape), true);
  }

  /** Declares a variable that the part made itself, with its present values or the saved ones. */
  adopt(name: string, variable: tf.Variable, trained = true): tf.Variable {
    const path = `${this.path}/${name}`;
    const { saved } = this.declarations;
    if (saved) {
      const values = saved.take(path, variable.shape);
      tf.tidy(() => variable.assign(tf.tensor(values, variable.shape)));
    }
    this.declarations.adopted.add(variable);
    return this.declare(path, variable, trained);
  }

  /** Declares state that is kept and saved but not trained. */
  state(name: string, shape: readonly number[], start: 'zeros' | 'ones'): tf.Variable {
    const path = `${this.path}/${name}`;
    const { saved, seed } = this.declarations;
    const values =
      saved?.take(path, shape) ??
      initialise(start, shape, { inputs: 1, outputs: 1 }, new RandomStream(seed, 'state'));
    return this.declare(path, makeVariable(values, shape), false);
  }

  /** Declares random numbers that the part needs for each row at each step. */
  noise(name: string, distribution: Distribution): NoiseSite {
    const site = { name: `${this.path}/${name}`, distribution, ...this.rows };
    this.declarations.noise.push(site);
    return site;
  }

  /** Declares the weight of a loss term. */
  weight(name: string, weight: Weight): ScheduledWeight {
    const scheduled = { name: `${this.path}/${name}`, weight };
    this.declarations.weights.push(scheduled);
    return scheduled;
  }

  private declare(name: string, variable: tf.Variable, trained: boolean): tf.Variable {
    nameVariable(variable, name);
    this.declarations.variables.push({ name, variable, trained });
    return variable;
  }
}

/** Variables live on the cpu backend, whose memory the compiled step can share. */
function makeVariable(values: Float32Array, shape: readonly number[]): tf.Variable {
  if (!tf.getBackend()) {
    registerCpuBackend();
    void tf.setBackend('cpu');
    // It would advise to install another backend, for speed that it is not here to give.
    Object.assign(tf.backend(), { firstUse: false });
  }
  return tf.tidy(() => tf.variable(tf.tensor(values, [...shape], 'float32')));
}
