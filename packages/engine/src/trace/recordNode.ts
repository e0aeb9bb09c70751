import * as tf from '#tensorflow';
import type { Attribute } from '../graph/graph.js';
import { TraceBackend } from './traceBackend.js';

/** An operator of ONNX that no operation of TF.js stands for. */
export interface RecordedNode {
  readonly operator: string;
  /** An absent optional input is `undefined`. */
  readonly inputs: readonly (tf.Tensor | undefined)[];
  /** Shapes of the outputs, which are float32. Optional ones that nobody reads are not made. */
  readonly outputs: readonly (readonly number[])[];
  readonly attributes: Readonly<Record<string, Attribute>>;
}

/** The trace that is to record a recurrence as a node, which has no gradient; if there is one. */
export function wholeRecurrenceTrace(): TraceBackend | undefined {
  const { backend } = tf.engine();
  return backend instanceof TraceBackend && backend.isWhole('recurrences') ? backend : undefined;
}

/** Appends a node to the graph of a trace. */
export function recordNode(
  backend: TraceBackend,
  { operator, inputs, outputs, attributes }: RecordedNode,
): tf.Tensor[] {
  const values = backend.graph.nodes(
    operator,
    inputs.map((tensor) => tensor && backend.resolve(tensor)),
    outputs.map((shape) => ({ shape, type: 'float32' })),
    { attributes },
  );
  return values.map((value) => backend.tensorOf(value));
}
