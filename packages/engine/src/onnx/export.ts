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
  /** Variables that `compute` may use; their present values go into the file. */
  readonly variables: readonly tf.Variable[];
}

/** Name of the batch axis in exported models. */
const BATCH = 'batch';

/** Two batch sizes that hardly stand in a model for something else. */
const SIZES = [11, 13] as const;

/**
 * A function as a stand-alone ONNX file (operator set 18, standard operators only) with the weights
 * inside. Inputs and outputs keep their names; the first axis of all inputs is a batch of any size.
 *
 * @throws {TraceError} when `compute` cannot be traced, assigns variables, or has an output that is an input's namesake
 * @throws {RangeError} when more than shapes depends on the batch size
 */
export function exportModel(compute: Compute, { inputs, variables }: ExportOptions): Uint8Array {
  const [first, second] = SIZES.map((size) => {
    const specs = Object.entries(inputs).map(
      ([name, spec]) => [name, { ...spec, shape: [size, ...spec.shape] }] as const,
    );
    const traced = traceChecked(compute, { inputs: Object.fromEntries(specs), variables });
    if (traced.assigned.length > 0) {
      const { name } = variables[traced.assigned[0].index];
      throw new TraceError(
        `An exported function must not change variables, but it assigns '${name}'.`,
      );
    }
    return withPlainNames(optimise(traced.graph), variables);
  });
  const clash = first.outputs.find(({ name }) => first.inputs.some((input) => input.name === name));
  if (clash)
    throw new TraceError(
      `'${clash.name}' is an input and an output of the exported function: rename one.`,
    );

  const graph = withWeights(withDynamicBatch(first, second, SIZES, BATCH), variables);
  return encodeModel(graph, { dynamic: dynamicAxes(first, second, SIZES, BATCH) });
}

/** Inputs under the names that the function gives them, variables under their own. */
function withPlainNames(graph: Graph, variables: readonly tf.Variable[]): Graph {
  const renamed = new Map(
    graph.inputs.map((value) => {
      const [kind, name] = splitOnce(value.name);
      return [
        value,
        { ...value, name: kind === 'input' ? name : weightName(variables[Number(name)]) },
      ];
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

/** Turns the inputs that stand for variables into constants. */
function withWeights(graph: Graph, variables: readonly tf.Variable[]): Graph {
  const byName = new Map(variables.map((variable) => [weightName(variable), variable]));
  const constants = new Map(graph.constants);
  const inputs = graph.inputs.filter((value) => {
    const variable = byName.get(value.name);
    if (variable) constants.set(value, constantOf(value.type, variable.dataSync()));
    return variable === undefined;
  });
  return { ...graph, inputs, constants };
}

const weightName = ({ name }: tf.Variable) => `weights/${name}`;

function splitOnce(name: string): [string, string] {
  const colon = name.indexOf(':');
  return [name.slice(0, colon), name.slice(colon + 1)];
}
