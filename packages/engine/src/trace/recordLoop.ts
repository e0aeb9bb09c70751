import type * as tf from '@tensorflow/tfjs-core';
import { GraphBuilder } from '../graph/builder.js';
import type { Graph, Value } from '../graph/graph.js';
import type { Loop, LoopBody, Made } from '../operations/loop.js';
import type { DataType } from '../tensor.js';
import type { TraceBackend } from './traceBackend.js';

/** Records a loop as one node, whose body is traced once. */
export function recordLoop(
  backend: TraceBackend,
  { states, sequences, steps, reverse = false }: Loop<tf.Tensor, tf.Tensor>,
  body: LoopBody<tf.Tensor, tf.Tensor>,
): Made<tf.Tensor, tf.Tensor> {
  const inner = new GraphBuilder();
  const given = [...states, ...sequences].map((tensor, i) => {
    const shape = i < states.length ? tensor.shape : tensor.shape.slice(1);
    return backend.tensorOf(inner.input(`input${i}`, shape, tensor.dtype as DataType));
  });
  const made = backend.within(inner, () => {
    const step = body(given.slice(0, states.length), given.slice(states.length));
    return [...step.states, ...step.outputs].map((tensor) => backend.resolve(tensor));
  });
  const graph = inner.build(Object.fromEntries(made.map((value, i) => [`output${i}`, value])));
  const seen = seenBy(graph);
  const results = backend.graph.nodes(
    'Scan',
    [...[...states, ...sequences].map((tensor) => backend.resolve(tensor)), ...seen],
    made.map(({ shape, type }, i) => ({
      shape: i < states.length ? shape : [steps, ...shape],
      type,
    })),
    {
      loop: {
        body: { ...graph, inputs: [...graph.inputs, ...seen] },
        states: states.length,
        sequences: sequences.length,
        steps,
        reverse,
      },
    },
  );
  const tensors = results.map((value) => backend.tensorOf(value));
  return { states: tensors.slice(0, states.length), outputs: tensors.slice(states.length) };
}

/** What a body uses and does not make itself. */
function seenBy({ inputs, constants, nodes, outputs }: Graph): readonly Value[] {
  const own = new Set<Value>([
    ...inputs,
    ...constants.keys(),
    ...nodes.flatMap((node) => node.outputs),
  ]);
  const used = [
    ...nodes.flatMap((node) => node.inputs.filter((value) => value !== undefined)),
    ...outputs.map(({ value }) => value),
  ];
  return [...new Set(used)].filter((value) => !own.has(value));
}
