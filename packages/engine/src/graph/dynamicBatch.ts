import { int } from './attributes.js';
import { GraphBuilder, sameShape } from './builder.js';
import { sameData } from './constants.js';
import type { Graph, Node, Value } from './graph.js';

/** A number that depends on the batch size N: slope * N + offset. */
interface Affine {
  readonly slope: number;
  readonly offset: number;
}

/**
 * Makes a graph for every batch size out of the graphs of one function at two sizes:
 * the shapes inside that differ are computed from the first input which has the batch
 * as an axis. The shapes of the result's values are those of `first`;
 * {@link dynamicAxes} tells which extents are only examples.
 *
 * @param sizes - The batch sizes of `first` and `second`; unusual numbers avoid coincidences.
 * @param dimension - Name of the batch in error messages.
 * @throws RangeError when more than shapes depends on the batch size.
 */
export function withDynamicBatch(
  first: Graph,
  second: Graph,
  sizes: readonly [number, number],
  dimension: string,
): Graph {
  const fail = (reason: string) =>
    new RangeError(
      `No graph for every size of '${dimension}' can be made: ${reason}. ` +
        `Write the function so that only shapes depend on the ${dimension}: broadcast constants instead of making them for each sample.`,
    );
  if (first.nodes.length !== second.nodes.length) {
    throw fail(
      `there are ${first.nodes.length} nodes at size ${sizes[0]} and ${second.nodes.length} at ${sizes[1]}`,
    );
  }

  const builder = new GraphBuilder();
  const values = new Map<Value, Value>();
  for (const value of first.inputs) values.set(value, builder.declare(value));
  const measure = lengthOf(builder, first, second, sizes);

  for (const [i, node] of first.nodes.entries()) {
    const twin = second.nodes[i];
    const alike =
      node.operator === twin.operator &&
      JSON.stringify(node.attributes) === JSON.stringify(twin.attributes);
    if (!alike)
      throw fail(`node ${i} is ${node.operator} or ${twin.operator}, with other attributes`);
    const inputs = node.inputs.map(
      (value, place) => value && resolve(value, twin.inputs[place]!, node, place),
    );
    const loop = node.loop && {
      ...node.loop,
      body: withDynamicBatch(node.loop.body, twin.loop!.body, sizes, dimension),
    };
    const outputs = builder.nodes(node.operator, inputs, node.outputs, {
      ...node,
      ...(loop && { loop }),
    });
    for (const [place, value] of node.outputs.entries()) values.set(value, outputs[place]);
  }
  const outputs = first.outputs.map(({ name, value }, i) => {
    const data = first.constants.get(value);
    const twin = second.outputs[i].value;
    if (data && !sameData(data, second.constants.get(twin)!))
      throw fail(`the output '${name}' is a constant`);
    return [
      name,
      data ? builder.constant(data, value.shape, value.type) : values.get(value)!,
    ] as const;
  });
  return builder.build(Object.fromEntries(outputs));

  function resolve(value: Value, twin: Value, node: Node, place: number): Value {
    const data = first.constants.get(value);
    const other = second.constants.get(twin);
    if (data === undefined || other === undefined) {
      const known = values.get(value);
      if (known === undefined || data !== other) throw fail(`${node.operator} has other inputs`);
      return known;
    }
    if (sameShape(value.shape, twin.shape) && sameData(data, other)) {
      return builder.constant(data, value.shape, value.type);
    }
    if (value.type !== 'int64' || data.length !== other.length) {
      throw fail(
        `a constant [${value.shape.join()}] of ${node.operator} is [${twin.shape.join()}] or has other values at another size`,
      );
    }
    const numbers = Array.from(data as BigInt64Array, (element, j) =>
      affine(Number(element), Number(other[j]), sizes),
    );
    if (numbers.includes(undefined)) throw fail(`a shape of ${node.operator} does not grow evenly`);
    return lengths(numbers as Affine[], node.operator === 'Reshape' && place === 1);
  }

  function lengths(numbers: readonly Affine[], inferable: boolean): Value {
    const varying = numbers.filter(({ slope }) => slope !== 0);
    if (inferable && varying.length === 1) {
      return builder.indices(numbers.map(({ slope, offset }) => (slope === 0 ? offset : -1)));
    }
    if (measure === undefined) throw fail('no input has it as an axis');
    const shape = [numbers.length];
    const slopes = builder.indices(numbers.map(({ slope }) => slope));
    const offsets = builder.indices(numbers.map(({ offset }) => offset));
    const product = builder.node('Mul', [measure(), slopes], shape, 'int64');
    return builder.node('Add', [product, offsets], shape, 'int64');
  }
}

/** Records the batch size, shape [1], from the first input that has it as an axis. */
function lengthOf(
  builder: GraphBuilder,
  first: Graph,
  second: Graph,
  [size]: readonly [number, number],
): (() => Value) | undefined {
  for (const [i, input] of first.inputs.entries()) {
    const axis = input.shape.findIndex(
      (extent, j) => extent === size && second.inputs[i].shape[j] !== extent,
    );
    if (axis >= 0) {
      const attributes = { start: int(axis), end: int(axis + 1) };
      return () => builder.node('Shape', [input], [1], 'int64', { attributes });
    }
  }
  return undefined;
}

function affine(
  a: number,
  b: number,
  [small, large]: readonly [number, number],
): Affine | undefined {
  const slope = (b - a) / (large - small);
  const offset = a - slope * small;
  return Number.isInteger(slope) && Number.isInteger(offset) ? { slope, offset } : undefined;
}

/**
 * Names of the extents of inputs and outputs that differ between two graphs, in the
 * form that `encodeModel` takes.
 */
export function dynamicAxes(
  first: Graph,
  second: Graph,
  sizes: readonly [number, number],
  dimension: string,
): Record<string, Record<number, string>> {
  const ends = (graph: Graph) => [
    ...graph.inputs.map((value) => ({ name: value.name, shape: value.shape })),
    ...graph.outputs.map(({ name, value }) => ({ name, shape: value.shape })),
  ];
  const others = ends(second);
  return Object.fromEntries(
    ends(first).map(({ name, shape }, i) => {
      const symbols = shape.flatMap((extent, axis) => {
        const other = others[i].shape[axis];
        const number = affine(extent, other, sizes);
        if (extent === other) return [];
        const plain = number?.slope === 1 && number.offset === 0;
        return [[axis, plain ? dimension : `${name}_${axis}`] as const];
      });
      return [name, Object.fromEntries(symbols)];
    }),
  );
}
