import type * as tf from '@tensorflow/tfjs-core';
import type { Computation } from './computation.js';
import {
  ENGINE_CHECKS,
  ENGINE_DEFAULTS,
  sessionsFor,
  type EngineOptions,
  type ParsedEngineOptions,
} from './engineOptions.js';
import {
  checkInputs,
  type AnyInputs,
  type InputsOf,
  type Specs,
  type TensorsOf,
} from './inputs.js';
import { parseOptions } from './options.js';
import { serial } from './serial.js';
import type { HostTensor } from './tensor.js';

/** What a forward pass needs from the engine that computes it. */
export interface ForwardEngine {
  readonly kind: 'compiled' | 'eager';
  /** Results by name, in new arrays. */
  run(inputs: Readonly<Record<string, HostTensor>>): Promise<Record<string, HostTensor>>;
  dispose(): Promise<void>;
}

/** A compiled function of named inputs. */
export interface Forward<S extends Specs = Specs, Name extends string = string> {
  /** The engine that runs it. */
  readonly engine: 'compiled' | 'eager';
  /**
   * Computes all outputs with the present values of the variables.
   *
   * @param inputs - Values by name; shapes other than the examples' compile another
   * graph, which is kept.
   * @returns Outputs by name; the arrays are new.
   * @throws TypeError for inputs of other names, types or ranks.
   */
  run(inputs: InputsOf<S>): Promise<Record<Name, HostTensor>>;
  /** Frees the sessions. */
  dispose(): Promise<void>;
}

/**
 * Compiles a function of inputs and variables: an encoder, a decoder, a validation loss.
 *
 * It always uses the present values of the variables, also while a step trains them,
 * and changes none: what `compute` assigns is dropped.
 *
 * @param compute - Tensors by name to tensors by name. It is traced: it must not read
 * values, draw random numbers or make variables.
 * @param variables - All variables that it uses.
 * @param examples - Shapes and types of the inputs.
 * @throws OptionsError for unknown or wrong options.
 * @throws TraceError when the function cannot be traced.
 */
export async function compileForward<
  const S extends Specs,
  const O extends Record<string, tf.Tensor>,
>(
  compute: (inputs: TensorsOf<S>) => O,
  variables: readonly tf.Variable[],
  examples: S,
  options: EngineOptions = {},
): Promise<Forward<S, keyof O & string>> {
  const engine = await forwardEngine('compileForward', options, {
    // The inputs are named more precisely here than in the engine, which checks them at run time.
    compute: (inputs) => compute(inputs as TensorsOf<S>),
    variables,
    examples,
  });
  return {
    engine: engine.kind,
    run: serial((inputs: AnyInputs) => engine.run(checkInputs(inputs, examples))),
    dispose: serial(() => engine.dispose()),
  };
}

/**
 * The engine that options ask for, loaded with a function.
 *
 * @param owner - Name of the public function, for messages.
 */
export async function forwardEngine(
  owner: string,
  options: EngineOptions,
  source: {
    readonly compute: Computation;
    readonly variables: readonly tf.Variable[];
    readonly examples: Specs;
    /** Refuses a function that assigns variables; by default what it assigns is dropped. */
    readonly refuseAssignments?: boolean;
  },
): Promise<ForwardEngine> {
  const parsed = parseOptions<ParsedEngineOptions>(owner, options, ENGINE_CHECKS, ENGINE_DEFAULTS);
  const sessions = await sessionsFor(parsed);
  if (!sessions) {
    const { EagerForward } = await import('./eager/eagerForward.js');
    return EagerForward.create({ ...source, backend: parsed.backend });
  }
  const { CompiledForward } = await import('./compiled/compiledForward.js');
  return CompiledForward.create({ ...source, ...parsed, sessions });
}
