import { firstNonFinite, type Diagnosis, type Suspect } from '../diagnosis.js';
import type { Graph, Value } from '../graph/graph.js';
import { encodeModel } from '../onnx/encode.js';
import type { SessionFactory } from '../session/session.js';
import { sizeOf, type Values } from '../tensor.js';

/** An input of a graph with its values and the name that people know it by. */
export interface NamedInput {
  readonly kind: 'input' | 'variable';
  readonly label: string;
  readonly values: Values;
}

/**
 * Runs a graph once with every intermediate value as an output, and finds the first one that is NaN or
 * infinite, in the order in which the operations were recorded.
 *
 * @param inputs by the names of the graph's inputs
 */
export async function diagnoseGraph(
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
