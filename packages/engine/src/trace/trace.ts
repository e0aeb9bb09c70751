// The gradients of TF.js: its core comes without them.
import '#tensorflow-companions';
import * as tf from '#tensorflow';
import { GraphBuilder } from '../graph/builder.js';
import type { Graph, Value } from '../graph/graph.js';
import { removeDeadNodes } from '../graph/passes/deadNodes.js';
import type { TensorSpec } from '../tensor.js';
import { inWords } from '../variableNames.js';
import { RANDOM_ADVICE, TraceBackend, type Whole } from './traceBackend.js';
import { TraceError } from './error.js';
import { register } from './kernel.js';
import { traceKernels } from './kernels/index.js';

/** A function of named tensors to named tensors, written with TF.js operations. */
export type Compute = (inputs: Record<string, tf.Tensor>) => Record<string, tf.Tensor>;

/** What a traced function takes. */
export interface TraceOptions {
  /** Shapes and types of the inputs, by the names under which `compute` gets them. */
  readonly inputs: Readonly<Record<string, TensorSpec>>;
  /** Variables that `compute` may use; an input of the graph refers to one by its index here. */
  readonly variables: readonly tf.Variable[];
  /** What becomes an operator of ONNX's own. */
  readonly whole?: Whole;
}

/** A recorded function. */
export interface Traced {
  /** Its outputs are those of the function under their own names, and `assigned:<index>`. */
  readonly graph: Graph;
  /**
   * Name of the graph input of each input of the function; an unused one is an input nevertheless.
   */
  readonly inputs: Readonly<Record<string, string>>;
  /** The variables that the function reads, and the names of their graph inputs. */
  readonly variables: readonly { readonly index: number; readonly input: string }[];
  /** The variables that the function assigns, and the graph outputs which are their new values. */
  readonly assigned: readonly { readonly index: number; readonly output: string }[];
}

const BACKEND = 'autoencoder-zoo-trace';
let registered = false;

/**
 * Runs `compute` once on tensors without values and records its operations as a
 * graph. Gradients (`tf.variableGrads`) taken inside are recorded too. Constants made
 * before are copied into the graph. Afterwards TF.js is as it was: same backend, same
 * number of tensors, variables with their old values.
 *
 * @throws TraceError when `compute` reads a tensor, draws random numbers, makes variables, uses
 *   variables that are not listed or assigns them, or calls an operation that no graph can express.
 */
export function trace(compute: Compute, { inputs, variables, whole }: TraceOptions): Traced {
  const engine = tf.engine();
  if (engine.backend instanceof TraceBackend) {
    throw new TraceError('A traced function called trace: trace the inner function outside.');
  }
  const previous = engine.backendName;
  if (!registered) register(traceKernels, BACKEND);
  registered = true;

  const builder = new GraphBuilder();
  const backend = new TraceBackend(builder, whole);
  tf.registerBackend(BACKEND, () => backend, 0);
  void tf.setBackend(BACKEND);
  engine.startScope('trace');
  try {
    return record(compute, inputs, variables, backend);
  } catch (error) {
    disposeAbandonedTape();
    throw explain(error);
  } finally {
    engine.endScope();
    void tf.setBackend(previous);
    tf.removeBackend(BACKEND);
  }
}

function record(
  compute: Compute,
  specs: TraceOptions['inputs'],
  variables: readonly tf.Variable[],
  backend: TraceBackend,
): Traced {
  const { graph } = backend;
  const inputTensors = Object.fromEntries(
    Object.entries(specs).map(([name, { shape, dtype = 'float32' }]) => [
      name,
      backend.tensorOf(graph.input(`input:${name}`, shape, dtype)),
    ]),
  );
  const before = variables.map((variable, index) =>
    graph.input(`variable:${index}`, variable.shape, variable.dtype as Value['type']),
  );

  const restore = borrowVariables(backend, (variable) => {
    const index = variables.indexOf(variable);
    return index >= 0
      ? before[index]
      : new TraceError(
          `The traced function uses the variable ${inWords(variable)}, which is not in the list of variables of the trace. Add it there.`,
        );
  });
  try {
    const results = compute(inputTensors);
    backend.assertNothingRead();
    const outputs = outputsOf(results, backend);
    const assigned = variables.flatMap((variable, index) => {
      const value = backend.resolve(variable);
      return value === before[index] ? [] : [{ index, output: `assigned:${index}`, value }];
    });
    for (const { output, value } of assigned) outputs[output] = value;
    return finish(graph.build(outputs), Object.keys(specs), before, assigned);
  } finally {
    restore();
  }
}

/** Drops what no output needs, and with it the variables that only such nodes read. */
function finish(
  graph: Graph,
  inputNames: readonly string[],
  variables: readonly Value[],
  assigned: readonly { index: number; output: string }[],
): Traced {
  const alive = removeDeadNodes(graph);
  const used = new Set<Value | undefined>(alive.nodes.flatMap(({ inputs }) => inputs));
  for (const { value } of alive.outputs) used.add(value);
  const unused = new Set(variables.filter((value) => !used.has(value)));
  return {
    graph: { ...alive, inputs: alive.inputs.filter((value) => !unused.has(value)) },
    inputs: Object.fromEntries(inputNames.map((name) => [name, `input:${name}`])),
    variables: variables.flatMap((value, index) =>
      unused.has(value) ? [] : [{ index, input: value.name }],
    ),
    assigned: assigned.map(({ index, output }) => ({ index, output })),
  };
}

function outputsOf(
  results: Record<string, tf.Tensor>,
  backend: TraceBackend,
): Record<string, Value> {
  if (results instanceof Promise) {
    throw new TraceError('A traced function must be synchronous, but it returned a promise.');
  }
  return Object.fromEntries(
    Object.entries(results).map(([name, tensor]) => {
      if (!(tensor instanceof tf.Tensor)) {
        throw new TraceError(
          `The output '${name}' of a traced function must be a tensor, but is ${typeof tensor}.`,
        );
      }
      return [name, backend.resolve(tensor)];
    }),
  );
}

/**
 * Lets every variable of TF.js stand for a value of the graph; the returned function undoes it,
 * also where `assign` has replaced the value, and refuses variables that were made in between.
 */
function borrowVariables(
  backend: TraceBackend,
  contentOf: (variable: tf.Variable) => Value | TraceError,
) {
  const engine = tf.engine();
  const borrowed = Object.values(engine.registeredVariables).map((variable) => {
    const { dataId } = variable;
    const content = contentOf(variable);
    // The tensor tells TF.js whose the handle is; the variable holds a second reference.
    variable.dataId = engine.makeTensorFromTensorInfo({
      dataId: backend.handle(content),
      shape: variable.shape,
      dtype: variable.dtype,
    }).dataId;
    backend.incRef(variable.dataId);
    return { variable, dataId, lent: variable.dataId, listed: !(content instanceof TraceError) };
  });
  const known = new Set(borrowed.map(({ variable }) => variable));
  return () => {
    const stray = borrowed.find(
      ({ variable, lent, listed }) => !listed && variable.dataId !== lent,
    );
    for (const { variable, dataId } of borrowed) {
      engine.disposeTensor(variable);
      variable.dataId = dataId;
      engine.incRef(variable, backend);
    }
    const made = Object.values(engine.registeredVariables).filter(
      (variable) => !known.has(variable),
    );
    for (const variable of made) variable.dispose();
    if (made.length > 0) {
      const names = made.map(({ name }) => `'${name}'`).join(', ');
      throw new TraceError(
        `The traced function made variables (${names}). Make them before: build layers by calling them once outside.`,
      );
    }
    if (stray !== undefined) {
      throw new TraceError(
        `The traced function assigns the variable ${inWords(stray.variable)}, which is not in the list of variables of the trace. Add it there.`,
      );
    }
  };
}

/** A gradient that failed leaves its tape, which holds tensors. */
function disposeAbandonedTape(): void {
  const { state } = tf.engine();
  if (state.gradientDepth > 0) return;
  for (const { saved } of (state.activeTape as typeof state.activeTape | null) ?? []) {
    for (const tensor of saved ?? []) tensor.dispose();
  }
}

function explain(error: unknown): unknown {
  const kernelName =
    error instanceof Error && /^Kernel '(.+?)' not registered/.exec(error.message)?.[1];
  if (!kernelName) return error;
  if (kernelName === 'Multinomial') {
    return new TraceError(`tf.multinomial was called in a traced function. ${RANDOM_ADVICE}`);
  }
  return new TraceError(
    `The operation ${kernelName} cannot be traced: no graph form of it is known. Express it with other operations, ` +
      'or compute it outside and pass the result as an input of the step.',
    { cause: error },
  );
}
