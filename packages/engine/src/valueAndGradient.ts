import type * as tf from '@tensorflow/tfjs-core';
import type { EngineOptions } from './engineOptions.js';
import { forwardEngine } from './compileForward.js';
import {
  checkInputs,
  type AnyInputs,
  type InputsOf,
  type Specs,
  type TensorsOf,
} from './inputs.js';
import type { Loss, LossTerms } from './objective.js';
import { serial } from './serial.js';

/** A loss at the present weights. */
export interface ValueAndGradient<Name extends string = string> {
  /** The objective: the weighted sum of the terms. */
  readonly value: number;
  /** The terms without their weights. */
  readonly terms: Record<Name, number>;
  /** Gradient of each variable in row-major order, in a new array. */
  readonly gradients: Float32Array[];
}

/** A compiled loss with its gradients. */
export interface Differentiator<S extends Specs = Specs, Name extends string = string> {
  /** The engine that runs it. */
  readonly engine: 'compiled' | 'eager';
  /**
   * Computes the loss and its gradients; changes no variable.
   *
   * @throws TypeError for inputs of other names, types or ranks.
   */
  run(inputs: InputsOf<S>): Promise<ValueAndGradient<Name>>;
  /** Frees the sessions. */
  dispose(): Promise<void>;
}

/** Options of {@link valueAndGradient}. */
export interface ValueAndGradientOptions extends EngineOptions {
  /** Variables that the loss reads and that are not differentiated. */
  readonly state?: readonly tf.Variable[];
  /**
   * Computes a loss that assigns variables, and drops what it assigns, instead of
   * refusing it. Default false.
   */
  readonly dropAssignments?: boolean;
}

/**
 * Compiles a loss and its gradients without an optimiser, for methods that choose their
 * steps themselves (L-BFGS, conjugate gradients): assign the variables, run, and read.
 *
 * @param loss - Tensors by name to named scalar terms; traced like that of `compileStep`.
 * @param variables - float32 variables to differentiate by; the loss must depend on each.
 * @param examples - Shapes and types of the inputs.
 * @throws OptionsError for unknown or wrong options.
 * @throws TraceError when the loss cannot be traced.
 * @throws AssignedVariablesError when the loss assigns variables, without
 * `dropAssignments`; the eager engine tells at the first run.
 */
export async function valueAndGradient<const S extends Specs, T extends LossTerms>(
  loss: Loss<TensorsOf<S>, T>,
  variables: readonly tf.Variable[],
  examples: S,
  { state = [], dropAssignments = false, ...options }: ValueAndGradientOptions = {},
): Promise<Differentiator<S, keyof T & string>> {
  const { computationOf, GRADIENT, TERM } = await import('./computation.js');
  const compute = computationOf(loss as Loss<unknown>, [{ name: '', variables }]);
  const engine = await forwardEngine('valueAndGradient', options, {
    compute,
    variables: [...variables, ...state],
    examples,
    refuseAssignments: !dropAssignments,
  });

  async function run(inputs: AnyInputs): Promise<ValueAndGradient> {
    const outputs = await engine.run(checkInputs(inputs, examples));
    const terms = Object.fromEntries(
      Object.entries(outputs)
        .filter(([name]) => name.startsWith(TERM))
        .map(([name, { data }]) => [name.slice(TERM.length), data[0]]),
    );
    const { loss: value, ...others } = terms;
    const gradients = variables.map((_, i) => outputs[`${GRADIENT}${i}`].data as Float32Array);
    return { value, terms: others, gradients };
  }
  return { engine: engine.kind, run: serial(run), dispose: serial(() => engine.dispose()) };
}
