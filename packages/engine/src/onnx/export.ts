import type * as tf from '@tensorflow/tfjs-core';
import { constantOf } from '../graph/builder.js';
import { dynamicAxes, withDynamicBatch } from '../graph/dynamicBatch.js';
import type { Graph, Value } from '../graph/graph.js';
import { optimise } from '../graph/optimise.js';
import type { TensorSpec } from '../tensor.js';
import { traceChecked } from '../trace/checked.js';
import { TraceError } from '../trace/error.js';
import type { Compute } from '../trace/trace.js';
import { encodeModel } from './encode.js';

/** What {@link exportModel} takes. */
export interface ExportOptions {
  /** Shapes of the inputs without the batch axis, which comes first. */
  readonly inputs: Readonly<Record<string, TensorSpec>>;
  /**
   * Variables that `compute` may use, by their names in the file; their present values go into it.
   */
  readonly variables: Readonly<Record<string, tf.Variable>>;
  /** What the file is, for those who open it. Default: nothing. */
  readonly description?: string;
  /** What inputs and outputs are, by name. Default: nothing. */
  readonly descriptions?: Readonly<Record<string, string>>;
}

/** Name of the batch axis in exported models. */
const BATCH = 'batch';

/** Two batch sizes that hardly stand in a model for something else. */
const SIZES = [11, 13] as const;

/**
 * A function as a stand-alone ONNX file (operator set 18, standard operators only) with the
 * weights inside. Inputs, outputs and variables keep their names; the first axis of all inputs
 * is a batch of any size. Recurrences are the operators `LSTM` and `GRU`, convolutions `Conv` and
 * `ConvTranspose`. The same function with the same weights gives the same bytes.
 *
 * @throws TraceError when `compute` cannot be traced, assigns variables, or two of
 * inputs, outputs and variables that it uses are namesakes.
 * @throws RangeError when more than shapes depends on the batch size.
 */
export function exportModel(compute: Compute, options: ExportOptions): Uint8Array {
  const { inputs, description, descriptions } = options;
  const names = Object.keys(options.variables);
  const variables = Object.values(options.variables);
  const [first, second] = SIZES.map((size) => {
    const specs = Object.entries(inputs).map(
      ([name, spec]) => [name, { ...spec, shape: [size, ...spec.shape] }] as const,
    );
    const traced = traceChecked(compute, {
      inputs: Object.fromEntries(specs),
      variables,
      whole: { recurrences: true, convolutions: true },
    });
    if (traced.assigned.length > 0) {
      throw new TraceError(
        `An exported function must not change variables, but it assigns '${names[traced.assigned[0].index]}'.`,
      );
    }
    return withPlainNames(optimise(traced.graph), names);
  });
  refuseNamesakes(first);

  const graph = withWeights(withDynamicBatch(first, second, SIZES, BATCH), options.variables);
  return encodeModel(graph, {
    dynamic: dynamicAxes(first, second, SIZES, BATCH),
    description,
    descriptions,
  });
}

/** Inputs and variables under the names that the caller gives them. */
function withPlainNames(graph: Graph, variables: readonly string[]): Graph {
  const renamed = new Map(
    graph.inputs.map((value) => {
      const [kind, name] = splitOnce(value.name);
      return [value, { ...value, name: kind === 'input' ? name : variables[Number(name)] }];
    }),
  );
  const replace = (value: Value) => renamed.get(value) ?? value;
  return {
    inputs: graph.inputs.map(replace),
    constants: graph.constants,
    nodes: graph.nodes.map((node) => ({
      ...node,
      inputs: node.inputs.map((value) => value && replace(value)),
    })),
    outputs: graph.outputs.map(({ name, value }) => ({ name, value: replace(value) })),
  };
}

function refuseNamesakes({ inputs, outputs }: Graph): void {
  const seen = new Set<string>();
  for (const { name } of [...inputs, ...outputs]) {
    if (seen.has(name)) {
      throw new TraceError(
        `'${name}' is the name of two of the inputs, outputs and variables of the exported function: rename one.`,
      );
    }
    seen.add(name);
  }
}

/** Turns the inputs that stand for variables into constants. */
function withWeights(graph: Graph, variables: Readonly<Record<string, tf.Variable>>): Graph {
  const constants = new Map(graph.constants);
  const inputs = graph.inputs.filter((value) => {
    const variable = (variables as Partial<typeof variables>)[value.name];
    if (variable) constants.set(value, constantOf(value.type, variable.dataSync()));
    return variable === undefined;
  });
  return { ...graph, inputs, constants };
}

function splitOnce(name: string): [string, string] {
  const colon = name.indexOf(':');
  return [name.slice(0, colon), name.slice(colon + 1)];
}
