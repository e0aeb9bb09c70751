import { broadcastShapes } from '../../graph/broadcast.js';
import type { GraphBuilder, NodeOptions } from '../../graph/builder.js';
import type { GraphType, Value } from '../../graph/graph.js';

/**
 * Appends an element by element operator with broadcasting; the result has the type
 * of the first input unless told.
 */
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
    broadcastShapes(...inputs.map(({ shape }) => shape)),
    type,
    options,
  );
}
