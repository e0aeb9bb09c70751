import { sameShape } from './builder.js';
import { sameData } from './constants.js';
import type { Graph, Node, Value } from './graph.js';

/**
 * Says where two graphs differ, be it in a node or in the data of a constant;
 * `undefined` when nowhere.
 */
export function firstDifference(a: Graph, b: Graph): string | undefined {
  for (const [i, node] of a.nodes.entries()) {
    const other = b.nodes[i] as Node | undefined;
    if (other === undefined) break;
    if (node.operator !== other.operator)
      return `node ${i} is ${node.operator} and then ${other.operator}`;
    for (const [input, value] of node.inputs.entries()) {
      const difference = differentValue(value, other.inputs[input], a, b);
      if (difference !== undefined)
        return `input ${input} of node ${i} (${node.operator}) ${difference}`;
    }
    if (JSON.stringify(node.attributes) !== JSON.stringify(other.attributes)) {
      return `node ${i} (${node.operator}) has other attributes`;
    }
    const inside = node.loop && other.loop && firstDifference(node.loop.body, other.loop.body);
    if (inside !== undefined) return `in the loop of node ${i}, ${inside}`;
  }
  if (a.nodes.length !== b.nodes.length)
    return `there are ${a.nodes.length} and then ${b.nodes.length} nodes`;
  for (const [i, { name, value }] of a.outputs.entries()) {
    const difference = differentValue(value, b.outputs[i]?.value, a, b);
    if (difference !== undefined) return `the output '${name}' ${difference}`;
  }
  return undefined;
}

function differentValue(
  x: Value | undefined,
  y: Value | undefined,
  a: Graph,
  b: Graph,
): string | undefined {
  if (x === undefined || y === undefined) return x === y ? undefined : 'is there only once';
  if (!sameShape(x.shape, y.shape) || x.type !== y.type) {
    return `is ${x.type}[${x.shape.join()}] and then ${y.type}[${y.shape.join()}]`;
  }
  const [left, right] = [a.constants.get(x), b.constants.get(y)];
  if (left === undefined || right === undefined) {
    return left === right && x.name === y.name ? undefined : 'comes from another place';
  }
  if (sameData(left, right)) return undefined;
  const first = left.findIndex((element, i) => !Object.is(element, right[i]));
  return `is a constant with ${left[first].toString()} and then ${right[first].toString()} at ${first}`;
}
