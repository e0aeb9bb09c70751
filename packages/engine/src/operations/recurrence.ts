import * as tf from '#tensorflow';
import { differentiable, insideNestedGradient } from './differentiable.js';
import { loop, unrolled, type Loop, type Made } from './loop.js';
import { shifted } from './recurrent/byTime.js';
import { flushed } from './recurrent/flush.js';
import { expectShape } from './shapes.js';
import { stepGradients, usedBy } from './stepGradients.js';

/** Argument of {@link recurrence}. */
export interface RecurrenceOptions {
  /** First states, of any shapes, float32. At least one. */
  readonly states: readonly tf.Tensor[];
  /** Of which each step gets its part, `[steps, ...part]` each. Default none. */
  readonly sequences?: readonly tf.Tensor[];
  /** How many, at least 1. */
  readonly steps: number;
  /** Whether the last step is made first; parts and outputs keep their places. Default false. */
  readonly reverse?: boolean;
}

/** One step: the next states, of the shapes of the first ones, and an output, float32. */
export type RecurrentStep = (
  states: readonly tf.Tensor[],
  parts: readonly tf.Tensor[],
) => { readonly states: readonly tf.Tensor[]; readonly output: tf.Tensor };

/** What {@link recurrence} returns. */
export interface RecurrenceResult {
  /** `[steps, ...output]`: the output of each step. */
  readonly outputs: tf.Tensor;
  /** The states after the step that was made last. */
  readonly states: readonly tf.Tensor[];
}

type Step = (
  states: readonly tf.Tensor[],
  parts: readonly tf.Tensor[],
) => Made<tf.Tensor, tf.Tensor>;

/**
 * Makes a step over and over, each on the states that the one before has left, such as that of a
 * decoder which reads its own output. A step may use variables and any tensors from outside, and
 * gradients reach them all. It is called a few times, not once for each step, so that it has to be
 * a function of its arguments: no numbers are drawn in it, nothing is assigned, and no gradient is
 * taken in it. It uses functions (`tf.add(x, y)`), not methods (`x.add(y)`).
 *
 * In a traced function it becomes one loop of the graph: the time to compile does not grow with the
 * number of steps. Gradients are taken through time (Werbos 1990, "Backpropagation through time:
 * what it does and how to do it"); states are kept, and all else of a step is computed again.
 * Whole sequences of an LSTM or a GRU are faster by `lstm` and `gru`.
 *
 * @example
 * ```ts
 * const first = tf.ones([8, 3]);
 * const { outputs } = recurrence({ states: [first], steps: 100 }, ([state]) => {
 *   const next = tf.tanh(tf.matMul(state as tf.Tensor2D, w));
 *   return { states: [next], output: next };
 * });
 * ```
 *
 * @throws RangeError when `steps` is not a positive integer, a sequence has another number of
 * steps, or a step gives more or fewer states, or states of other shapes; TypeError when it gives
 * no states and output, or an output that is not float32.
 */
export function recurrence(options: RecurrenceOptions, step: RecurrentStep): RecurrenceResult {
  const given = checked(options);
  const body = bodyOf(step);
  if (insideNestedGradient()) return resultOf(unrolled(given, body));
  const first = given.sequences.map((sequence) => tf.squeeze(tf.slice(sequence, 0, 1), [0]));
  const count = given.states.length;
  const used = usedBy(
    (copies) => {
      const { states, outputs } = body(copies.slice(0, count), copies.slice(count));
      return [...states, ...outputs];
    },
    [...given.states, ...first],
  );
  if (used === undefined) return resultOf(loop<tf.Tensor, tf.Tensor, tf.Tensor>(given, body));
  const { states, sequences } = given;
  const sources = used.filter(isFloat);
  const inputs = Object.fromEntries(
    [...states, ...sequences.filter(isFloat), ...sources].map((tensor, i) => [String(i), tensor]),
  );
  let forms: readonly tf.Tensor[] = [];
  const packed = differentiable(
    inputs,
    () => {
      // The states after each step are kept for the way back.
      const made = loop<tf.Tensor, tf.Tensor, tf.Tensor>(given, (before, parts) => {
        const { states, outputs } = body(before, parts);
        return { states, outputs: [...outputs, ...states] };
      });
      const [output, ...kept] = made.outputs;
      forms = [output, ...made.states];
      // The step uses those from outside themselves; saved, their values stay until the way back.
      return { value: pack(forms), saved: { kept, states, sequences, used } };
    },
    (gradient: tf.Tensor1D, saved) => {
      const gradients = backward(
        { ...given, ...saved },
        body,
        sources,
        unpack(gradient, forms, 'float32'),
      );
      return Object.fromEntries(gradients.map((each, i) => [String(i), each]));
    },
  );
  const [outputs, ...last] = unpack(packed, forms);
  return { outputs, states: last };
}

const isFloat = ({ dtype }: tf.Tensor) => dtype === 'float32';

/** Gradients of the first states, of the sequences, and of what else was used, in this order. */
function backward(
  given: Required<Loop<tf.Tensor, tf.Tensor>> & { readonly kept: readonly tf.Tensor[] },
  body: Step,
  used: readonly tf.Tensor[],
  [ofOutputs, ...ofStates]: readonly tf.Tensor[],
): tf.Tensor[] {
  const { states, sequences, kept, steps, reverse } = given;
  const before = kept.map((sequence, i) => shifted(sequence, states[i], reverse));
  const made = loop<tf.Tensor, tf.Tensor, tf.Tensor>(
    {
      states: [...ofStates, ...used.map((tensor) => tf.zerosLike(tensor))],
      sequences: [ofOutputs, ...before, ...sequences],
      steps,
      reverse: !reverse,
    },
    (carried, [ofOutput, ...rest]) => {
      const [own, parts] = [rest.slice(0, states.length), rest.slice(states.length)];
      const floats = parts.filter(isFloat);
      const gradients = stepGradients(
        () => {
          const next = body(own, parts);
          return [...next.states, ...next.outputs];
        },
        {
          by: [...own, ...floats, ...used],
          gradients: [...carried.slice(0, states.length).map(flushed), ofOutput],
        },
      );
      const ofUsed = gradients.slice(states.length + floats.length);
      return {
        states: [
          ...gradients.slice(0, states.length),
          ...ofUsed.map((each, i) => tf.add(carried[states.length + i], each)),
        ],
        outputs: gradients.slice(states.length, states.length + floats.length),
      };
    },
  );
  return [
    ...made.states.slice(0, states.length),
    ...made.outputs,
    ...made.states.slice(states.length),
  ];
}

function bodyOf(step: RecurrentStep): Step {
  return (states, parts) => {
    const next = step(states, parts) as Partial<ReturnType<RecurrentStep>> | undefined;
    if (next?.states === undefined || next.output === undefined) {
      throw new TypeError('recurrence: a step must give { states, output }, and at once.');
    }
    if (next.output.dtype !== 'float32') {
      throw new TypeError(
        `recurrence: the output of a step must be float32, but is ${next.output.dtype}.`,
      );
    }
    if (next.states.length !== states.length) {
      throw new RangeError(
        `recurrence: a step must give ${states.length} states, but gave ${next.states.length}.`,
      );
    }
    next.states.forEach((state, i) =>
      expectShape(`recurrence: state ${i} after a step`, state, states[i].shape),
    );
    return { states: next.states, outputs: [next.output] };
  };
}

function checked({ states, sequences = [], steps, reverse = false }: RecurrenceOptions) {
  if (!Number.isInteger(steps) || steps < 1) {
    throw new RangeError(`recurrence: steps must be a positive integer, but is ${steps}.`);
  }
  if (states.length === 0) throw new RangeError('recurrence: at least one state is needed.');
  sequences.forEach((sequence, i) => {
    const part = sequence.shape.slice(1);
    expectShape(`recurrence: sequence ${i}`, sequence, [steps, ...part]);
  });
  // A loop of the graph goes through at least one sequence.
  const through = sequences.length > 0 ? sequences : [tf.zeros([steps, 1])];
  return { states, sequences: through, steps, reverse };
}

const resultOf = ({ states, outputs }: Made<tf.Tensor, tf.Tensor>): RecurrenceResult => ({
  outputs: outputs[0],
  states,
});

/** One after the other in one tensor, which is all that an operation of ours can return. */
const pack = (tensors: readonly tf.Tensor[]): tf.Tensor1D =>
  tf.concat(tensors.map((tensor) => tf.reshape<tf.Rank.R1>(tf.cast(tensor, 'float32'), [-1])));

/** The parts of a packed tensor, of the shapes and types of others. */
function unpack(packed: tf.Tensor1D, forms: readonly tf.Tensor[], type?: tf.DataType): tf.Tensor[] {
  const sizes = forms.map(({ size }) => size);
  return tf
    .split(packed, sizes)
    .map((part, i) => tf.cast(tf.reshape(part, forms[i].shape), type ?? forms[i].dtype));
}
