import { ints, note } from './attributes.js';
import type { GraphBuilder } from './builder.js';
import type { Value } from './graph.js';

/**
 * Convolutions work on values with images last, [channels, ...grid, batch], and the
 * rest of the world on [batch, ...grid, channels]. Both exchanges are the same
 * permutation; notes tell passes which is meant.
 */
const exchange = (graph: GraphBuilder, x: Value, meaning: string): Value =>
  graph.node('Transpose', [x], exchanged(x.shape), x.type, {
    attributes: { perm: ints(exchanged([...x.shape.keys()])), layout: note(meaning) },
  });

/** [batch, ...grid, channels] as [channels, ...grid, batch]. */
export const imagesLast = (graph: GraphBuilder, x: Value): Value =>
  beforeExchange(graph, x, 'images first') ?? exchange(graph, x, 'images last');

/** [channels, ...grid, batch] as [batch, ...grid, channels]. */
export const imagesFirst = (graph: GraphBuilder, x: Value): Value =>
  beforeExchange(graph, x, 'images last') ?? exchange(graph, x, 'images first');

/** The value with images last that this one was made of. */
export const withImagesLast = (graph: GraphBuilder, x: Value | undefined): Value | undefined =>
  beforeExchange(graph, x, 'images first');

/** The value of which an exchange with this meaning made `x`. */
function beforeExchange(
  graph: GraphBuilder,
  x: Value | undefined,
  meaning: string,
): Value | undefined {
  const node = graph.producer(x);
  return node && 'layout' in node.attributes && node.attributes.layout.value === meaning
    ? node.inputs[0]
    : undefined;
}

/** A shape, or other list, with its first and its last entry exchanged. */
export const exchanged = <Entry>(list: readonly Entry[]): Entry[] => [
  list[list.length - 1],
  ...list.slice(1, -1),
  list[0],
];
