import * as tf from '@tensorflow/tfjs-core';
import type { GraphBuilder } from '../../graph/builder.js';
import type { Value } from '../../graph/graph.js';
import { kernel, type Inputs } from '../kernel.js';
import { elementwise } from './elementwise.js';
import { activate, gemm } from './matmul.js';
import { countsOf, gatherPatches, scatterPatches, type Windows } from './windows.js';

type Shape4 = [number, number, number, number];
type Shape5 = [number, number, number, number, number];

interface Attributes {
  readonly strides: number | number[];
  readonly pad: tf.Conv2DAttrs['pad'];
  /** Layers of TF.js may pass null for 1. */
  readonly dilations?: number | number[] | null;
  readonly dataFormat?: string;
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

/** Windows of a convolution of an input [batch, ...grid, channels] with a filter [...extent, in, out]. */
function windowsOf(
  input: readonly number[],
  filter: readonly number[],
  { strides, pad, dilations, dimRoundingMode }: Attributes,
): Windows {
  if (input.length === 5) {
    const info = tf.backend_util.computeConv3DInfo(
      input as Shape5,
      filter as Shape5,
      strides as number,
      (dilations ?? 1) as number,
      pad as 'same',
    );
    return {
      input: input.slice(1, -1),
      output: [info.outDepth, info.outHeight, info.outWidth],
      extent: filter.slice(0, 3),
      strides: [info.strideDepth, info.strideHeight, info.strideWidth],
      dilations: [info.dilationDepth, info.dilationHeight, info.dilationWidth],
      padding: [info.padInfo.front, info.padInfo.top, info.padInfo.left],
    };
  }
  const info = tf.backend_util.computeConv2DInfo(
    input as Shape4,
    filter as Shape4,
    strides as number,
    (dilations ?? 1) as number,
    pad,
    dimRoundingMode,
  );
  return {
    input: input.slice(1, -1),
    output: [info.outHeight, info.outWidth],
    extent: filter.slice(0, 2),
    strides: [info.strideHeight, info.strideWidth],
    dilations: [info.dilationHeight, info.dilationWidth],
    padding: [info.padInfo.top, info.padInfo.left],
  };
}

/** A filter as the matrix that multiplies patches: [taps * in, out]. */
function matrixOf(graph: GraphBuilder, filter: Value): Value {
  const outputs = filter.shape.at(-1)!;
  return graph.reshape(filter, [filter.shape.slice(0, -1).reduce((a, b) => a * b, 1), outputs]);
}

/** y = patches(x) * filter: one product whose left factor the gradient of the filter needs too. */
export function convolve(
  graph: GraphBuilder,
  x: Value,
  filter: Value,
  attributes: Attributes,
): Value {
  const windows = windowsOf(x.shape, filter.shape, attributes);
  const y = gemm(graph, gatherPatches(graph, x, windows), matrixOf(graph, filter));
  return graph.reshape(y, [x.shape[0], ...windows.output, filter.shape.at(-1)!]);
}

/** The gradient of a convolution by its input, which is also the transposed convolution. */
function convolutionInputGradient(
  graph: GraphBuilder,
  dy: Value,
  filter: Value,
  shape: readonly number[],
  attributes: Attributes,
): Value {
  const windows = windowsOf(shape, filter.shape, attributes);
  const rows = graph.reshape(dy, [shape[0] * countsOf(windows).windows, filter.shape.at(-1)!]);
  const patches = gemm(graph, rows, matrixOf(graph, filter), { transposeB: true });
  return scatterPatches(graph, patches, windows, shape);
}

/** The gradient of a convolution by its filter. */
function convolutionFilterGradient(
  graph: GraphBuilder,
  x: Value,
  dy: Value,
  shape: readonly number[],
  attributes: Attributes,
): Value {
  const windows = windowsOf(x.shape, shape, attributes);
  const rows = graph.reshape(dy, [x.shape[0] * countsOf(windows).windows, shape.at(-1)!]);
  const gradient = gemm(graph, gatherPatches(graph, x, windows), rows, { transposeA: true });
  return graph.reshape(gradient, shape);
}

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
  const taps = filter.shape.slice(0, -2).reduce((a, b) => a * b, 1);
  return graph.transpose(graph.reshape(filter, [taps, channels, multiplier]), [1, 0, 2]);
}

/** An output [batch, ...grid, channels * multiplier] as [channels, batch * windows, multiplier]. */
function channelRows(graph: GraphBuilder, y: Value, channels: number): Value {
  const multiplier = y.shape.at(-1)! / channels;
  const rows = y.shape.slice(0, -1).reduce((a, b) => a * b, 1);
  return graph.transpose(graph.reshape(y, [rows, channels, multiplier]), [1, 0, 2]);
}

const matMul = (graph: GraphBuilder, a: Value, b: Value) =>
  graph.node('MatMul', [a, b], [...a.shape.slice(0, -1), b.shape.at(-1)!], 'float32');

const swap = (graph: GraphBuilder, x: Value) => graph.transpose(x, [0, 2, 1]);

/** A convolution of each channel by its own filters. */
export function convolveDepthwise(
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

/** Kernels work with channels last; where they come first they are moved there, and back in the result. */
const channelsFirst = ({ dataFormat }: Attributes) =>
  dataFormat === 'NCHW' || dataFormat === 'NCDHW';

function toLast(graph: GraphBuilder, x: Value, attributes: Attributes): Value {
  const axes = [...x.shape.keys()];
  return channelsFirst(attributes) ? graph.transpose(x, [0, ...axes.slice(2), 1]) : x;
}

function fromLast(graph: GraphBuilder, x: Value, attributes: Attributes): Value {
  const axes = [...x.shape.keys()];
  return channelsFirst(attributes)
    ? graph.transpose(x, [0, axes.at(-1)!, ...axes.slice(1, -1)])
    : x;
}

const forward = (name: string, compute: typeof convolve) =>
  kernel(name, (graph, { x, filter }: Inputs<'x' | 'filter'>, attributes: Attributes) =>
    fromLast(graph, compute(graph, toLast(graph, x, attributes), filter, attributes), attributes),
  );

const inputGradient = (name: string, compute: typeof convolutionInputGradient) =>
  kernel(
    name,
    (
      graph,
      { dy, filter }: Inputs<'dy' | 'filter'>,
      { inputShape, ...attributes }: Attributes & { inputShape: number[] },
    ) => {
      const [batch, channels, ...grid] = inputShape;
      const shape = channelsFirst(attributes) ? [batch, ...grid, channels] : inputShape;
      return fromLast(
        graph,
        compute(graph, toLast(graph, dy, attributes), filter, shape, attributes),
        attributes,
      );
    },
  );

const filterGradient = (name: string, compute: typeof convolutionFilterGradient) =>
  kernel(
    name,
    (
      graph,
      { x, dy }: Inputs<'x' | 'dy'>,
      { filterShape, ...attributes }: Attributes & { filterShape: number[] },
    ) =>
      compute(
        graph,
        toLast(graph, x, attributes),
        toLast(graph, dy, attributes),
        filterShape,
        attributes,
      ),
  );

const fused = (name: string, compute: typeof convolve) =>
  kernel(
    name,
    (
      graph,
      inputs: Inputs<'x' | 'filter', 'bias' | 'preluActivationWeights'>,
      attributes: Attributes & { activation?: string; leakyreluAlpha?: number },
    ) => {
      const { x, filter, bias, preluActivationWeights } = inputs;
      const y = compute(graph, x, filter, attributes);
      const sum = bias === undefined ? y : elementwise(graph, 'Add', [y, bias]);
      return activate(
        graph,
        sum,
        attributes.activation,
        preluActivationWeights,
        attributes.leakyreluAlpha,
      );
    },
  );

/** Convolutions as products of gathered patches, and their gradients. */
export const convolutions = [
  forward('Conv2D', convolve),
  inputGradient('Conv2DBackpropInput', convolutionInputGradient),
  filterGradient('Conv2DBackpropFilter', convolutionFilterGradient),
  fused('FusedConv2D', convolve),
  forward('Conv3D', convolve),
  inputGradient('Conv3DBackpropInputV2', convolutionInputGradient),
  filterGradient('Conv3DBackpropFilterV2', convolutionFilterGradient),
  forward('DepthwiseConv2dNative', convolveDepthwise),
  inputGradient('DepthwiseConv2dNativeBackpropInput', depthwiseInputGradient),
  filterGradient('DepthwiseConv2dNativeBackpropFilter', depthwiseFilterGradient),
  fused('FusedDepthwiseConv2D', convolveDepthwise),
];
