import type { GraphBuilder } from '../../graph/builder.js';
import type { Value } from '../../graph/graph.js';
import { sizeOf } from '../../tensor.js';
import { concat } from './shapes.js';

/**
 * Windows that slide over the places of a grid of any number of axes. Every list has one entry for
 * each axis; a window has a tap for each of its own places.
 */
export interface Windows {
  readonly input: readonly number[];
  readonly output: readonly number[];
  readonly extent: readonly number[];
  readonly strides: readonly number[];
  readonly dilations: readonly number[];
  /** Places of padding before the first one. */
  readonly padding: readonly number[];
}

/** Number of places of the input, of the output, and of taps of a window. */
export const countsOf = ({ input, output, extent }: Windows) => ({
  places: sizeOf(input),
  windows: sizeOf(output),
  taps: sizeOf(extent),
});

/**
 * The input place under each tap of each window, `[windows][taps]`; places of padding
 * are one past the last.
 */
export function placesUnder(windows: Windows): Int32Array {
  const { input, output, extent, strides, dilations, padding } = windows;
  const { places, windows: count, taps } = countsOf(windows);
  const result = new Int32Array(count * taps);
  const corners = coordinates(output);
  const offsets = coordinates(extent);
  for (let i = 0, next = 0; i < count; i++) {
    for (let tap = 0; tap < taps; tap++) {
      let place = 0;
      for (let axis = 0; axis < input.length; axis++) {
        const at =
          corners[i][axis] * strides[axis] - padding[axis] + offsets[tap][axis] * dilations[axis];
        if (at < 0 || at >= input[axis]) {
          place = places;
          break;
        }
        place = place * input[axis] + at;
      }
      result[next++] = place;
    }
  }
  return result;
}

/**
 * The other way round: the rows whose target each place is, where row `floor(i / repeat)` has the
 * target `targets[i]`. As many lists, each with one row for each place, as the most frequent place
 * needs; the rest is filled with the row one past the last.
 */
export function rowsOf(targets: Int32Array, count: number, repeat: number): Int32Array[] {
  const lists: Int32Array[] = [];
  const used = new Int32Array(count);
  targets.forEach((place, i) => {
    if (place >= count) return;
    const list = used[place]++;
    lists[list] ??= new Int32Array(count).fill(targets.length / repeat);
    lists[list][place] = Math.floor(i / repeat);
  });
  return lists;
}

/**
 * Rows of `x` [batch, places, channels] at the given places, with their leading shape in the
 * middle: [batch, ...shape, channels]. The place one past the last is a row of `padding`.
 */
export function gatherRows(
  graph: GraphBuilder,
  x: Value,
  places: Int32Array,
  shape: readonly number[],
  padding = 0,
): Value {
  const [batch, count, channels] = x.shape;
  const border = graph.filled(padding, [batch, 1, channels], x.type);
  const source = places.includes(count) ? concat(graph, [x, border], 1) : x;
  const unchanged = places.length === count && places.every((place, i) => place === i);
  if (unchanged) return graph.reshape(x, [batch, ...shape, channels]);
  return graph.node(
    'Gather',
    [source, graph.constant(places, shape, 'int32')],
    [batch, ...shape, channels],
    x.type,
    { attributes: { axis: { kind: 'int', value: 1 } } },
  );
}

/**
 * Sums of rows of `x` [batch, rows, channels]: to each of `count` places of the result go those
 * rows whose target it is. Each row has `repeat` targets, one after another in `targets`.
 */
export function sumRows(
  graph: GraphBuilder,
  x: Value,
  targets: Int32Array,
  count: number,
  repeat = 1,
): Value {
  const [batch, , channels] = x.shape;
  const parts = rowsOf(targets, count, repeat).map((rows) => gatherRows(graph, x, rows, [count]));
  const shape = [batch, count, channels];
  if (parts.length === 0) return graph.filled(0, shape, x.type);
  // One Sum over separate parts: a ReduceSum over a middle axis is several times slower.
  return parts.length === 1 ? parts[0] : graph.node('Sum', parts, shape, x.type);
}

/**
 * What lies under the windows of `x` [batch, ...grid, channels], a row for each:
 * [batch * windows, taps * channels].
 */
export function gatherPatches(graph: GraphBuilder, x: Value, windows: Windows): Value {
  const { places, windows: count, taps } = countsOf(windows);
  const batch = x.shape[0];
  const channels = x.shape.at(-1)!;
  const rows = graph.reshape(x, [batch, places, channels]);
  const patches = gatherRows(graph, rows, placesUnder(windows), [count, taps]);
  return graph.reshape(patches, [batch * count, taps * channels]);
}

/**
 * The transpose of {@link gatherPatches}: adds every tap of every row to the place
 * under it. The rows may be those of one window more, see {@link withSpareWindow}.
 */
export function scatterPatches(
  graph: GraphBuilder,
  patches: Value,
  windows: Windows,
  shape: readonly number[],
): Value {
  const { places, taps } = countsOf(windows);
  const perImage = patches.shape[0] / shape[0];
  const rows = graph.reshape(patches, [shape[0], perImage * taps, shape.at(-1)!]);
  return graph.reshape(sumRows(graph, rows, placesUnder(windows), places), shape);
}

/**
 * Rows [batch, windows, channels] with a row of zeros behind, where places lie under
 * different numbers of taps: the zeros that {@link scatterPatches} adds then come out
 * of the product before it, and its many patches need not be copied to append them.
 */
export function withSpareWindow(graph: GraphBuilder, rows: Value, windows: Windows): Value {
  if (!hasUnevenCover(windows)) return rows;
  const [batch, , channels] = rows.shape;
  return concat(graph, [rows, graph.filled(0, [batch, 1, channels], rows.type)], 1);
}

/** Whether places lie under different numbers of taps. */
export function hasUnevenCover(windows: Windows): boolean {
  const { places } = countsOf(windows);
  const taps = new Int32Array(places);
  for (const place of placesUnder(windows)) if (place < places) taps[place]++;
  return !taps.every((number) => number === taps[0]);
}

/** All index tuples of a grid in row-major order. */
function coordinates(shape: readonly number[]): number[][] {
  return shape.reduce<number[][]>(
    (tuples, extent) =>
      tuples.flatMap((tuple) => Array.from({ length: extent }, (_, i) => [...tuple, i])),
    [[]],
  );
}
