import type { EngineOptions } from '@autoencoder-zoo/engine';
import { refuseNonFinite } from '../data/check.js';
import type { Dataset } from '../data/dataset.js';
import { checkFittedScaling } from '../data/fittedScaling.js';
import {
  fitScaling,
  identityScaling,
  type FittedScaling,
  type ScalingOptions,
} from '../data/scaling.js';
import { CompiledFunctions } from '../network/compiledFunctions.js';
import { Network } from '../network/network.js';
import type { Parts } from '../network/parts.js';
import type { Task } from '../network/task.js';
import { Declarations, type NamedVariable } from '../parts/declarations.js';
import type { Shape } from '../parts/shape.js';
import { Lifecycle } from './lifecycle.js';
import { refuseScalingOfClasses } from './refuseScalingOfClasses.js';
import { format, version } from './format.js';
import { partSpecs, type AutoencoderSpec } from './spec.js';

/** How a model begins. */
export interface ModelOptions {
  readonly seed: number;
  readonly scaling: ScalingOptions;
  /** Takes down what the parts declare. Default: first weights by the seed. */
  readonly declarations?: Declarations;
}

/**
 * The parts of a model wired into a network, with its weights, the form of the samples that it was
 * trained on, and its end. What it computes, {@link Model} says.
 */
export abstract class WiredModel<Input extends Shape = Shape, CodeShape extends Shape = Shape> {
  /** Shape of one sample. */
  readonly inputShape: Input;
  /** Shape of the code of one sample. */
  readonly codeShape: CodeShape;
  /** Seed of the first weights. */
  readonly seed: number;
  /** How inputs are to be scaled; fitted on the training data by the first training. */
  readonly scalingOptions: ScalingOptions;
  /** Which engine computes; may be changed at any time. Default: compiled. */
  engine: EngineOptions = {};
  /** Whether it was trained on sequences of unequal length: then its saved encoder takes a mask. */
  masked = false;
  /** Names of the columns that it was first trained on, where they had some. */
  columns: readonly string[] | undefined;
  /** Names of the classes that it was first trained on, where they had some. */
  labelNames: readonly string[] | undefined;
  /** The chosen parts. */
  readonly parts: Parts<CodeShape>;
  /** The wired parts, for those who build on them. */
  readonly network: Network<CodeShape>;

  /** @internal */
  readonly life = new Lifecycle();
  #fitted: FittedScaling | undefined;
  /** @internal */
  protected readonly functions: CompiledFunctions;

  /** Use `autoencoder`, `classifier` or `classifierFrom`. */
  constructor(inputShape: Input, parts: Parts<CodeShape>, task: Task, options: ModelOptions) {
    const { seed, scaling, declarations = new Declarations(seed) } = options;
    this.inputShape = inputShape;
    this.parts = parts;
    this.seed = seed;
    this.scalingOptions = scaling;
    try {
      this.network = new Network(parts, task, inputShape, declarations);
      refuseScalingOfClasses(this.network, scaling);
    } catch (error) {
      declarations.abandon();
      throw error;
    }
    this.codeShape = this.network.built.code.shape;
    this.functions = new CompiledFunctions(this.network);
  }

  /** The model as plain JSON: parts, options, shapes, seed and scaling, without weights. */
  get spec(): AutoencoderSpec {
    const classes = this.network.task.target?.classes;
    return {
      format,
      version,
      input: this.inputShape,
      ...(classes !== undefined && { classes }),
      seed: this.seed,
      masked: this.masked,
      scaling: this.scalingOptions,
      ...(this.#fitted && { fittedScaling: this.#fitted }),
      ...(this.columns && { columns: this.columns }),
      ...(this.labelNames && { labelNames: this.labelNames }),
      ...partSpecs(this.parts),
    };
  }

  /** Weights and state by name, in the order of their declaration. */
  get variables(): readonly NamedVariable[] {
    return this.network.declarations.variables;
  }

  /** Number of trained weights. */
  get parameterCount(): number {
    return this.variables.reduce((sum, v) => sum + (v.trained ? v.variable.size : 0), 0);
  }

  /** The scaling in force: values stay as they are until one is fitted. */
  get scaling(): FittedScaling {
    return this.#fitted ?? identityScaling;
  }

  /** Whether a scaling has been fitted, or taken over. */
  get isScaled(): boolean {
    return this.#fitted !== undefined;
  }

  /**
   * Measures the scaling on training data; a scaling that is there already stays.
   *
   * @throws DataError naming the first sample that holds NaN or an infinity, and for values beyond
   * 4.25e37; OptionsError if it would scale steps apart that few sequences have.
   */
  fitScaling(data: Dataset): void {
    if (this.#fitted) return;
    if (this.scalingOptions.kind !== 'none') refuseNonFinite(data);
    this.#takeScaling(fitScaling(this.scalingOptions, data));
  }

  /**
   * Takes over a scaling measured before, as it stands in a saved model.
   *
   * @throws RangeError if it does not fit the samples, or has a factor that is not
   * above 0; Error if the model is being trained, or was disposed.
   */
  setScaling(scaling: FittedScaling): void {
    this.life.requireIdle('setScaling');
    this.#takeScaling(scaling);
  }

  #takeScaling(scaling: FittedScaling): void {
    checkFittedScaling(scaling, this.scalingOptions, this.inputShape);
    this.putScaling(scaling);
  }

  /**
   * Goes on with a scaling that was in force before, or without one.
   *
   * @internal
   */
  putScaling(scaling: FittedScaling | undefined): void {
    this.#fitted = scaling;
    this.functions.release();
  }

  /**
   * Does work in several steps, at whose end what a {@link dispose} meanwhile frees is freed.
   *
   * @internal
   */
  during<Result>(work: () => Promise<Result>): Promise<Result> {
    return this.functions.during(work);
  }

  /**
   * Frees the compiled functions and the weights. Calls that have begun come to their
   * end; afterwards the model cannot be used.
   *
   * @throws Error if the model is being trained.
   */
  dispose(): void {
    if (this.life.hasEnded) return;
    this.life.requireIdle('dispose');
    this.life.end();
    this.functions.close(() => this.network.declarations.dispose());
  }

  /**
   * As {@link dispose}, for a copy that is not to be: variables that its parts share
   * with others live on.
   *
   * @internal
   */
  abandon(): void {
    this.life.end();
    this.functions.close(() => this.network.declarations.abandon());
  }
}
