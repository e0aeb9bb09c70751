import * as tf from '@tensorflow/tfjs-core';
import type { GraphBuilder, NodeOptions } from '../../graph/builder.js';
import type { GraphType, Value } from '../../graph/graph.js';

/** The shape to which several shapes broadcast together. */
export function broadcastShape(...shapes: (readonly number[])[]): number[] {
  return shapes.reduce<number[]>(
    (a, b) => tf.broadcast_util.assertAndGetBroadcastShape([...a], [...b]),
    [],
  );
}

/** Appends an element by element operator with broadcasting; the result has the type of the first input unless told. */
export function elementwise(
  graph: GraphBuilder,
  operator: string,
  inputs: readonly Value[],
  type: GraphType = inputs[0].type,
  options?: NodeOptions,
): Value {
  return graph.node(
    operator,
    inputs,
    broadcastShape(...inputs.map(({ shape }) => shape)),
    type,
    options,
  );
}
