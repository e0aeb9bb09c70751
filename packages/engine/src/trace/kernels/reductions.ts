import * as tf from '#tensorflow';
import { int } from '../../graph/attributes.js';
import type { GraphBuilder } from '../../graph/builder.js';
import type { GraphType, Value } from '../../graph/graph.js';
import { kernel, type Inputs } from '../kernel.js';

interface ReductionAttributes {
  readonly axis?: number | number[] | null;
  readonly reductionIndices?: number | number[] | null;
  readonly keepDims?: boolean;
}

/**
 * Reduces over axes (all when none is given) with an ONNX operator which takes them
 * as its second input.
 */
export function reduce(
  graph: GraphBuilder,
  operator: string,
  x: Value,
  axis: number | number[] | null | undefined,
  keepDimensions: boolean,
): Value {
  const axes = new Set(tf.util.parseAxisParam(axis ?? x.shape.map((_, i) => i), [...x.shape]));
  if (axes.size === 0) return x;
  const shape = x.shape.flatMap((dimension, i) =>
    !axes.has(i) ? [dimension] : keepDimensions ? [1] : [],
  );
  return graph.node(operator, [x, graph.indices([...axes])], shape, x.type, {
    attributes: { keepdims: int(keepDimensions ? 1 : 0) },
  });
}

/**
 * A kernel that reduces in the type that `typeOf` gives for the input's and returns `resultOf` it.
 */
const reduction = (
  name: string,
  operator: string,
  typeOf: (type: GraphType) => GraphType = (type) => type,
  resultType?: GraphType,
) =>
  kernel(
    name,
    (graph, { x }: Inputs<'x'>, { axis, reductionIndices, keepDims }: ReductionAttributes) => {
      const result = reduce(
        graph,
        operator,
        graph.cast(x, typeOf(x.type)),
        axis ?? reductionIndices,
        keepDims ?? false,
      );
      return resultType === undefined ? result : graph.cast(result, resultType);
    },
  );

const countable = (type: GraphType): GraphType => (type === 'bool' ? 'int32' : type);

const extremum = (name: string) =>
  kernel(name, (graph, { x }: Inputs<'x'>, { axis }: tf.ArgMaxAttrs) => {
    const [reduced] = tf.util.parseAxisParam(axis, [...x.shape]);
    const position = graph.node(
      name,
      [x],
      x.shape.filter((_, i) => i !== reduced),
      'int64',
      { attributes: { axis: int(reduced), keepdims: int(0) } },
    );
    return graph.cast(position, 'int32');
  });

/** Reductions over axes. */
export const reductions = [
  reduction('Sum', 'ReduceSum', countable),
  reduction('Mean', 'ReduceMean', () => 'float32'),
  reduction('Max', 'ReduceMax', countable),
  reduction('Min', 'ReduceMin', countable),
  reduction('Prod', 'ReduceProd', countable),
  reduction('All', 'ReduceMin', () => 'int32', 'bool'),
  reduction('Any', 'ReduceMax', () => 'int32', 'bool'),
  extremum('ArgMax'),
  extremum('ArgMin'),
];
