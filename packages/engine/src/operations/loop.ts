import * as tf from '#tensorflow';
import { recordLoop } from '../trace/recordLoop.js';
import { TraceBackend } from '../trace/traceBackend.js';

/** What a loop goes through. */
export interface Loop<State extends tf.Tensor, Sequence extends tf.Tensor> {
  /** Handed from step to step; these are the first ones. */
  readonly states: readonly State[];
  /** Of which each step gets its part, `[steps, ...part]`. At least one. */
  readonly sequences: readonly Sequence[];
  readonly steps: number;
  /** Whether the last step is made first; parts keep their places. Default false. */
  readonly reverse?: boolean;
}

/** What a step makes, or the whole loop: the next states; parts of sequences, or these whole. */
export interface Made<State extends tf.Tensor, Output extends tf.Tensor> {
  readonly states: readonly State[];
  readonly outputs: readonly Output[];
}

/** One step, by tensors of the same shapes each time; it may use any others. */
export type LoopBody<State extends tf.Tensor, Part extends tf.Tensor> = (
  states: readonly State[],
  parts: readonly Part[],
) => Made<State, Part>;

/**
 * Makes steps one after the other. A trace records one step and the node that repeats it, so that
 * neither the graph nor the time to compile it grows with the number of steps. It has no gradient
 * of its own: it stands inside of operations that have one.
 */
export function loop<
  State extends tf.Tensor = tf.Tensor2D,
  Part extends tf.Tensor = tf.Tensor2D,
  Sequence extends tf.Tensor = tf.Tensor3D,
>(given: Loop<State, Sequence>, body: LoopBody<State, Part>): Made<State, Sequence> {
  const { backend } = tf.engine();
  if (backend instanceof TraceBackend) {
    return recordLoop(backend, given, body as never) as never;
  }
  return unrolled(given, body);
}

/** The same step by step, which TF.js can differentiate. */
export function unrolled<
  State extends tf.Tensor,
  Part extends tf.Tensor,
  Sequence extends tf.Tensor,
>(given: Loop<State, Sequence>, body: LoopBody<State, Part>): Made<State, Sequence> {
  const { sequences, steps, reverse = false } = given;
  const parts = sequences.map((sequence) => tf.unstack(sequence) as Part[]);
  const order = Array.from({ length: steps }, (_, step) => (reverse ? steps - 1 - step : step));
  const made: (readonly Part[])[] = [];
  let { states } = given;
  for (const step of order) {
    const result = body(
      states,
      parts.map((sequence) => sequence[step]),
    );
    ({ states } = result);
    made[step] = result.outputs;
  }
  const outputs = made[0].map((_, i) => tf.stack(made.map((output) => output[i])) as Sequence);
  return { states, outputs };
}
