import * as tf from '#tensorflow';
import { int, string } from '../../graph/attributes.js';
import { recordNode } from '../../trace/recordNode.js';
import type { TraceBackend } from '../../trace/traceBackend.js';
import { exchanged } from './byTime.js';
import { lengthsOf } from './lengths.js';
import { columns, type Matrix } from './matrix.js';
import type { Recurrence } from './packedState.js';
import type { RecurrentInput, RecurrentRun } from './sequence.js';

/** A recurrence in terms of ONNX. */
export interface RecurrenceNode {
  readonly operator: 'LSTM' | 'GRU';
  readonly input: RecurrentInput;
  /** [features, gates * units] */
  readonly kernel: Matrix;
  /** [units, gates * units] */
  readonly recurrentKernel: Matrix;
  /** [gates * units], added to the products of the input and of the state. */
  readonly biases: readonly [tf.Tensor1D, tf.Tensor1D];
  /** The number of each of ONNX's gates among ours. */
  readonly gates: readonly number[];
  /** First states, [batch, units] each; an absent one is zero. */
  readonly first: readonly (Matrix | undefined)[];
  readonly linearBeforeReset?: boolean;
}

/**
 * Records a whole recurrence as one node, which has no gradient. It counts lengths in the place of
 * a mask, so the steps that count are brought to the front, and its results back.
 */
export function recurrenceNode(
  trace: TraceBackend,
  node: RecurrenceNode,
  run: RecurrentRun,
): Recurrence {
  const { operator, input, kernel, recurrentKernel, biases, gates, first } = node;
  const { steps, reverse, mask, sequence } = run;
  const [units] = recurrentKernel.shape;
  const lengths = mask && lengthsOf(mask);
  const x = input.x ? (lengths?.toFront(input.x) ?? exchanged(input.x)) : repeated(input, steps);
  const [, batch] = x.shape;
  const [all, ...final] = recordNode(trace, {
    operator,
    inputs: [
      x,
      rowsByGate(kernel, gates),
      rowsByGate(recurrentKernel, gates),
      tf.expandDims(
        tf.concat(biases.map((bias) => byGate(tf.split(bias, gates.length), gates, 0))),
      ),
      lengths?.count,
      ...first.map((state) => state && tf.expandDims(state)),
    ],
    outputs: [[steps, 1, batch, units], ...first.map(() => [1, batch, units])],
    attributes: {
      hidden_size: int(units),
      direction: string(reverse ? 'reverse' : 'forward'),
      ...(node.linearBeforeReset && { linear_before_reset: int(1) }),
    },
  });
  const hidden = sequence ? exchanged(tf.squeeze(all, [1])) : undefined;
  return {
    hidden: hidden && (lengths?.toPlaces(hidden, first[0], reverse) ?? hidden),
    final: final.map((state, i) => {
      const last = tf.squeeze<Matrix>(state, [0]);
      return lengths?.last(last, first[i]) ?? last;
    }),
  };
}

/** [1, gates * units, rows of the matrix], gates in ONNX's order. */
const rowsByGate = (matrix: Matrix, gates: readonly number[]): tf.Tensor =>
  tf.expandDims(tf.transpose(byGate(columns(matrix, gates.length), gates, 1)));

const byGate = <T extends tf.Tensor>(parts: readonly T[], gates: readonly number[], axis: number) =>
  tf.concat(
    gates.map((gate) => parts[gate]),
    axis,
  );

/** [steps, batch, features] */
function repeated({ constant }: { readonly constant: Matrix }, steps: number): tf.Tensor3D {
  return tf.broadcastTo(tf.expandDims(constant), [steps, ...constant.shape]);
}
