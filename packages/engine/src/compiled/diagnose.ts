import type * as tf from '@tensorflow/tfjs-core';
import { firstNonFinite, type Diagnosis, type Suspect } from '../diagnosis.js';
import type { Graph, Value } from '../graph/graph.js';
import { encodeModel } from '../onnx/encode.js';
import type { SessionFactory } from '../session/session.js';
import { sizeOf, type HostTensor, type Values } from '../tensor.js';
import type { Traced } from '../trace/trace.js';
import { inWords } from '../variableNames.js';

/** An input of a graph with its values and the name that people know it by. */
interface NamedInput {
  readonly kind: 'input' | 'variable';
  readonly label: string;
  readonly values: Values;
}

/**
 * Runs a recorded function once with every intermediate value as an output, and finds the
 * first one that is NaN or infinite, in the order in which the operations were recorded.
 *
 * @param inputs - Values of the function's inputs.
 * @param variables - What the function was traced with.
 * @param values - Of each variable.
 */
export function diagnoseTraced(
  traced: Traced,
  inputs: Readonly<Record<string, HostTensor>>,
  variables: readonly tf.Variable[],
  values: readonly Values[],
  sessions: SessionFactory,
): Promise<Diagnosis | undefined> {
  const given = new Map<string, NamedInput>();
  for (const [label, name] of Object.entries(traced.inputs)) {
    given.set(name, { kind: 'input', label, values: inputs[label].data });
  }
  for (const { index, input } of traced.variables) {
    const label = inWords(variables[index], index);
    given.set(input, { kind: 'variable', label, values: values[index] });
  }
  return diagnoseGraph(traced.graph, given, sessions);
}

async function diagnoseGraph(
  graph: Graph,
  inputs: ReadonlyMap<string, NamedInput>,
  sessions: SessionFactory,
): Promise<Diagnosis | undefined> {
  const given = graph.inputs.map((value): Suspect => {
    const { kind, label, values } = inputs.get(value.name)!;
    return { kind, name: label, shape: value.shape, values };
  });
  const early = firstNonFinite(given);
  if (early) return early;

  const inside = graph.nodes.flatMap(({ operator, inputs: operands, outputs }) =>
    outputs
      .filter(({ type }) => type === 'float32')
      .map((value) => ({
        value,
        operator,
        operands,
        values: new Float32Array(sizeOf(value.shape)),
      })),
  );
  const outputs = inside.map(({ value }) => ({ name: value.name, value }));
  const session = await sessions.create(encodeModel({ ...graph, outputs }));
  try {
    const feeds = graph.inputs.map(({ name, shape, type }) => {
      if (type === 'int64') throw new Error(`The graph input ${name} is int64.`);
      return [name, session.tensor(type, inputs.get(name)!.values, shape)] as const;
    });
    const fetches = inside.map(
      ({ value, values }) => [value.name, session.tensor('float32', values, value.shape)] as const,
    );
    await session.run(Object.fromEntries(feeds), Object.fromEntries(fetches));
  } finally {
    await session.release();
  }
  return firstNonFinite(
    inside.map(({ value, operator, operands, values }) => ({
      kind: 'operation',
      name: operator,
      shape: value.shape,
      values,
      detail: `, computed from ${describeOperands(operands, inputs)}`,
    })),
  );
}

function describeOperands(
  operands: readonly (Value | undefined)[],
  inputs: ReadonlyMap<string, NamedInput>,
): string {
  const words = operands
    .filter((operand) => operand !== undefined)
    .map(({ name, shape }) => {
      const known = inputs.get(name);
      return `${known ? `${known.kind} ${known.label}` : name} [${shape.join(', ')}]`;
    });
  return words.join(' and ') || 'nothing';
}
