import type { GraphBuilder } from '../../graph/builder.js';
import type { Value } from '../../graph/graph.js';
import { sizeOf } from '../../tensor.js';
import {
  filterGradient,
  forward,
  fused,
  inputGradient,
  windowsOf,
  type Attributes,
} from './convolutionKernels.js';
import { convolveEach } from './convolutionWhole.js';
import { countsOf, gatherPatches, scatterPatches, type Windows } from './windows.js';

/**
 * Patches of each channel on its own, [channels, batch * windows, taps]: a depthwise convolution
 * multiplies them by the filter [channels, taps, multiplier], a batch of small products.
 */
function channelPatches(graph: GraphBuilder, x: Value, windows: Windows): Value {
  const { windows: count, taps } = countsOf(windows);
  const channels = x.shape.at(-1)!;
  const patches = graph.reshape(gatherPatches(graph, x, windows), [
    x.shape[0] * count,
    taps,
    channels,
  ]);
  return graph.transpose(patches, [2, 0, 1]);
}

/** A depthwise filter [...extent, channels, multiplier] as [channels, taps, multiplier]. */
function channelFilters(graph: GraphBuilder, filter: Value): Value {
  const [channels, multiplier] = filter.shape.slice(-2);
  const taps = sizeOf(filter.shape.slice(0, -2));
  return graph.transpose(graph.reshape(filter, [taps, channels, multiplier]), [1, 0, 2]);
}

/** An output [batch, ...grid, channels * multiplier] as [channels, batch * windows, multiplier]. */
function channelRows(graph: GraphBuilder, y: Value, channels: number): Value {
  const multiplier = y.shape.at(-1)! / channels;
  const rows = sizeOf(y.shape.slice(0, -1));
  return graph.transpose(graph.reshape(y, [rows, channels, multiplier]), [1, 0, 2]);
}

const matMul = (graph: GraphBuilder, a: Value, b: Value) =>
  graph.node('MatMul', [a, b], [...a.shape.slice(0, -1), b.shape.at(-1)!], 'float32');

const swap = (graph: GraphBuilder, x: Value) => graph.transpose(x, [0, 2, 1]);

/** A convolution of each channel by its own filters. */
function convolveDepthwise(
  graph: GraphBuilder,
  x: Value,
  filter: Value,
  attributes: Attributes,
): Value {
  const windows = windowsOf(x.shape, filter.shape, attributes);
  const [channels, multiplier] = filter.shape.slice(-2);
  const y = matMul(graph, channelPatches(graph, x, windows), channelFilters(graph, filter));
  return graph.reshape(graph.transpose(y, [1, 0, 2]), [
    x.shape[0],
    ...windows.output,
    channels * multiplier,
  ]);
}

function depthwiseInputGradient(
  graph: GraphBuilder,
  dy: Value,
  filter: Value,
  shape: readonly number[],
  attributes: Attributes,
): Value {
  const windows = windowsOf(shape, filter.shape, attributes);
  const channels = shape.at(-1)!;
  const filters = swap(graph, channelFilters(graph, filter));
  const patches = matMul(graph, channelRows(graph, dy, channels), filters);
  return scatterPatches(graph, graph.transpose(patches, [1, 2, 0]), windows, shape);
}

function depthwiseFilterGradient(
  graph: GraphBuilder,
  x: Value,
  dy: Value,
  shape: readonly number[],
  attributes: Attributes,
): Value {
  const windows = windowsOf(x.shape, shape, attributes);
  const patches = swap(graph, channelPatches(graph, x, windows));
  const gradient = matMul(graph, patches, channelRows(graph, dy, x.shape.at(-1)!));
  return graph.reshape(graph.transpose(gradient, [1, 0, 2]), shape);
}

const ways = { patches: convolveDepthwise, whole: convolveEach };

/** Convolutions of each channel on its own, and their gradients. */
export const depthwiseConvolutions = [
  forward('DepthwiseConv2dNative', ways),
  inputGradient('DepthwiseConv2dNativeBackpropInput', { patches: depthwiseInputGradient }),
  filterGradient('DepthwiseConv2dNativeBackpropFilter', depthwiseFilterGradient),
  fused('FusedDepthwiseConv2D', ways),
];
