import * as tf from '#tensorflow';
import type { GraphBuilder } from '../../graph/builder.js';
import type { Value } from '../../graph/graph.js';
import { kernel, type Inputs } from '../kernel.js';
import { concat } from './shapes.js';
import { elementwise } from './elementwise.js';
import { countsOf, gatherRows, placesUnder, sumRows, type Windows } from './windows.js';

interface Attributes {
  readonly filterSize: number | number[];
  readonly strides: number | number[];
  readonly pad: tf.MaxPoolAttrs['pad'];
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

/** Windows of a pooling of an input [batch, ...grid, channels]. */
function windowsOf(
  input: readonly number[],
  { filterSize, strides, pad, dimRoundingMode }: Attributes,
): Windows {
  if (input.length === 5) {
    const info = tf.backend_util.computePool3DInfo(
      input as [number, number, number, number, number],
      filterSize as number,
      strides as number,
      1,
      pad as 'same',
      dimRoundingMode,
    );
    return {
      input: input.slice(1, -1),
      output: [info.outDepth, info.outHeight, info.outWidth],
      extent: [info.filterDepth, info.filterHeight, info.filterWidth],
      strides: [info.strideDepth, info.strideHeight, info.strideWidth],
      dilations: [1, 1, 1],
      padding: [info.padInfo.front, info.padInfo.top, info.padInfo.left],
    };
  }
  const info = tf.backend_util.computePool2DInfo(
    input as [number, number, number, number],
    filterSize as number,
    strides as number,
    1,
    pad,
    dimRoundingMode,
  );
  return {
    input: input.slice(1, -1),
    output: [info.outHeight, info.outWidth],
    extent: [info.filterHeight, info.filterWidth],
    strides: [info.strideHeight, info.strideWidth],
    dilations: [1, 1],
    padding: [info.padInfo.top, info.padInfo.left],
  };
}

/** The places under one tap of all windows. */
const placesUnderTap = (places: Int32Array, tap: number, taps: number) =>
  places.filter((_, i) => i % taps === tap);

/**
 * The values under each tap of the windows of `x`, one value [batch, windows,
 * channels] for each tap.
 */
function valuesUnderTaps(
  graph: GraphBuilder,
  x: Value,
  windows: Windows,
  padding: number,
): Value[] {
  const { places, windows: count, taps } = countsOf(windows);
  const rows = graph.reshape(x, [x.shape[0], places, x.shape.at(-1)!]);
  const under = placesUnder(windows);
  return Array.from({ length: taps }, (_, tap) =>
    gatherRows(graph, rows, placesUnderTap(under, tap, taps), [count], padding),
  );
}

/** How many places of the input lie under each window. */
function coverage(graph: GraphBuilder, windows: Windows): Value {
  const { places, windows: count, taps } = countsOf(windows);
  const covered = new Float32Array(count);
  placesUnder(windows).forEach((place, i) => {
    if (place < places) covered[Math.floor(i / taps)]++;
  });
  const first = covered[0];
  return covered.every((number) => number === first)
    ? graph.scalar(first)
    : graph.constant(covered, [count, 1], 'float32');
}

const outputShape = (x: Value, windows: Windows) => [
  x.shape[0],
  ...windows.output,
  x.shape.at(-1)!,
];

const nary = (graph: GraphBuilder, operator: 'Max' | 'Sum', parts: readonly Value[]) =>
  parts.length === 1 ? parts[0] : graph.node(operator, parts, parts[0].shape, parts[0].type);

function maxPool(graph: GraphBuilder, x: Value, attributes: Attributes): Value {
  const windows = windowsOf(x.shape, attributes);
  const parts = valuesUnderTaps(graph, x, windows, -Infinity);
  return graph.reshape(nary(graph, 'Max', parts), outputShape(x, windows));
}

/** The whole gradient of a window goes to its first maximum. */
function maxPoolGradient(
  graph: GraphBuilder,
  dy: Value,
  x: Value,
  y: Value,
  attributes: Attributes,
): Value {
  const windows = windowsOf(x.shape, attributes);
  const { places, windows: count, taps } = countsOf(windows);
  const channels = x.shape.at(-1)!;
  const maxima = graph.reshape(y, [x.shape[0], count, channels]);
  let rest = graph.reshape(dy, maxima.shape);
  const parts = valuesUnderTaps(graph, x, windows, -Infinity).map((values, tap) => {
    const isMaximum = elementwise(graph, 'Equal', [values, maxima], 'bool');
    const part = elementwise(graph, 'Where', [isMaximum, rest, graph.scalar(0)], dy.type);
    if (tap < taps - 1) rest = elementwise(graph, 'Sub', [rest, part]);
    return part;
  });
  const under = placesUnder(windows);
  const targets = Int32Array.from(
    { length: taps * count },
    (_, i) => under[(i % count) * taps + Math.floor(i / count)],
  );
  return graph.reshape(sumRows(graph, concat(graph, parts, 1), targets, places), x.shape);
}

function averagePool(graph: GraphBuilder, x: Value, attributes: Attributes): Value {
  const windows = windowsOf(x.shape, attributes);
  const sum = nary(graph, 'Sum', valuesUnderTaps(graph, x, windows, 0));
  return graph.reshape(
    elementwise(graph, 'Div', [sum, coverage(graph, windows)]),
    outputShape(x, windows),
  );
}

function averagePoolGradient(
  graph: GraphBuilder,
  dy: Value,
  x: Value,
  attributes: Attributes,
): Value {
  const windows = windowsOf(x.shape, attributes);
  const { places, windows: count, taps } = countsOf(windows);
  const rows = graph.reshape(dy, [x.shape[0], count, x.shape.at(-1)!]);
  const shares = elementwise(graph, 'Div', [rows, coverage(graph, windows)]);
  return graph.reshape(sumRows(graph, shares, placesUnder(windows), places, taps), x.shape);
}

/** Pooling in two and three dimensions, and its gradients. */
export const pooling = ['', '3D'].flatMap((dimensions) => [
  kernel(`MaxPool${dimensions}`, (graph, { x }: Inputs<'x'>, attributes: Attributes) =>
    maxPool(graph, x, attributes),
  ),
  kernel(
    `MaxPool${dimensions}Grad`,
    (graph, { dy, input, output }: Inputs<'dy' | 'input', 'output'>, attributes: Attributes) =>
      maxPoolGradient(graph, dy, input, output ?? maxPool(graph, input, attributes), attributes),
  ),
  kernel(`AvgPool${dimensions}`, (graph, { x }: Inputs<'x'>, attributes: Attributes) =>
    averagePool(graph, x, attributes),
  ),
  kernel(
    `AvgPool${dimensions}Grad`,
    (graph, { dy, input }: Inputs<'dy' | 'input'>, attributes: Attributes) =>
      averagePoolGradient(graph, dy, input, attributes),
  ),
]);
