import { create, toBinary } from '@bufbuild/protobuf';
import type { InferenceSession, Tensor } from 'onnxruntime-node';
import { GraphBuilder } from '../graph/builder.js';
import { encodeModel } from '../onnx/encode.js';
import { ModelProtoSchema } from '../onnx/onnx_pb.js';
import type { Binding } from './binding.js';

/**
 * `onnxruntime-node` writes results into the memory that it is given, and then copies each of them
 * once more into an array that nobody asked for. For the gradients of 2.8 million weights these are
 * 11 MB of fresh memory and 3 of 16 milliseconds a step.
 *
 * It goes through the outputs in their order and refuses a sequence, since it knows tensors only.
 * So a sequence as the first output ends this before the first copy, when all results are in place.
 * Whether the installed version behaves so is tried out once.
 */
const SEQUENCE = 'no results';

/**
 * A model with the sequence as its first output: messages of protobuf that follow one another are
 * merged.
 */
export function withSequence(model: Uint8Array): Uint8Array {
  const joined = new Uint8Array(PREFIX.length + model.length);
  joined.set(PREFIX);
  joined.set(model, PREFIX.length);
  return joined;
}

const PREFIX = toBinary(
  ModelProtoSchema,
  create(ModelProtoSchema, {
    graph: {
      node: [{ name: SEQUENCE, opType: 'SequenceEmpty', output: [SEQUENCE] }],
      output: [{ name: SEQUENCE }],
    },
  }),
);

let refusal: Promise<string | undefined> | undefined;

/**
 * The message with which the binding refuses the sequence; `undefined` if it does not, or not after
 * the run.
 */
export function messageOfRefusal(binding: Binding): Promise<string | undefined> {
  refusal ??= tryOut(binding);
  return refusal;
}

/**
 * Runs a session made of {@link withSequence} without a copy of its results.
 *
 * @param outputs - memory for every result
 * @param message - from {@link messageOfRefusal}
 */
export async function runWithoutCopies(
  session: InferenceSession,
  inputs: InferenceSession.FeedsType,
  outputs: Readonly<Record<string, Tensor>>,
  message: string,
): Promise<void> {
  try {
    await session.run(inputs, { [SEQUENCE]: null, ...outputs });
  } catch (error) {
    if (!(error instanceof Error) || error.message !== message) throw error;
  }
}

async function tryOut({ InferenceSession, Tensor }: Binding): Promise<string | undefined> {
  const graph = new GraphBuilder();
  const x = graph.input('x', [1], 'float32');
  const model = encodeModel(graph.build({ y: graph.node('Neg', [x], [1], 'float32') }));
  const session = await InferenceSession.create(withSequence(model), {
    intraOpNumThreads: 1,
    logSeverityLevel: 3,
  });
  const memory = Float32Array.of(0);
  try {
    const input = new Tensor('float32', Float32Array.of(2), [1]);
    const output = new Tensor('float32', memory, [1]);
    await session.run({ x: input }, { [SEQUENCE]: null, y: output });
    return undefined;
  } catch (error) {
    return error instanceof Error && memory[0] === -2 ? error.message : undefined;
  } finally {
    await session.release();
  }
}
