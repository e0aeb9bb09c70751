import * as tf from '#tensorflow';
import type { GraphBuilder } from '../../graph/builder.js';
import type { Value } from '../../graph/graph.js';
import { sizeOf } from '../../tensor.js';
import { kernel, type Inputs } from '../kernel.js';
import type { TraceBackend } from '../traceBackend.js';
import { elementwise } from './elementwise.js';
import { activate } from './matmul.js';
import type { Windows } from './windows.js';

type Shape4 = [number, number, number, number];
type Shape5 = [number, number, number, number, number];

/** What TF.js passes to the kernels of convolutions. */
export interface Attributes {
  readonly strides: number | number[];
  readonly pad: tf.Conv2DAttrs['pad'];
  /** Layers of TF.js may pass null for 1. */
  readonly dilations?: number | number[] | null;
  readonly dataFormat?: string;
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

/**
 * Windows of a convolution of an input [batch, ...grid, channels] with a filter
 * [...extent, in, out].
 */
export function windowsOf(
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

/** A filter as a matrix: [taps * in, out]. */
export function matrixOf(graph: GraphBuilder, filter: Value): Value {
  const outputs = filter.shape.at(-1)!;
  return graph.reshape(filter, [sizeOf(filter.shape.slice(0, -1)), outputs]);
}

/** Computes a convolution of `x` [batch, ...grid, channels] with a filter. */
type Forward = (graph: GraphBuilder, x: Value, filter: Value, attributes: Attributes) => Value;

/** Computes its gradient by the input, which has the given shape. */
type InputGradient = (
  graph: GraphBuilder,
  dy: Value,
  filter: Value,
  shape: readonly number[],
  attributes: Attributes,
) => Value;

/** Computes its gradient by the filter, which has the given shape. */
type FilterGradient = (
  graph: GraphBuilder,
  x: Value,
  dy: Value,
  shape: readonly number[],
  attributes: Attributes,
) => Value;

/** A way to compute a convolution and its gradients; values are [batch, ...grid, channels]. */
export interface Convolution {
  readonly forward: Forward;
  readonly inputGradient: InputGradient;
  readonly filterGradient: FilterGradient;
}

/**
 * Kernels work with channels last; where they come first they are moved there, and
 * back in the result.
 */
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

/** What is computed as products of patches, and how by an operator of ONNX's own, if it has one. */
interface Ways<Compute> {
  readonly patches: Compute;
  readonly whole?: Compute;
}

const chosen = <Compute>({ patches, whole = patches }: Ways<Compute>, trace: TraceBackend) =>
  trace.isWhole('convolutions') ? whole : patches;

/** The kernel of a convolution. */
export const forward = (name: string, ways: Ways<Forward>) =>
  kernel(
    name,
    (graph, { x, filter }: Inputs<'x' | 'filter'>, attributes: Attributes, trace: TraceBackend) => {
      const y = chosen(ways, trace)(graph, toLast(graph, x, attributes), filter, attributes);
      return fromLast(graph, y, attributes);
    },
  );

/** The kernel of its gradient by the input. */
export const inputGradient = (name: string, ways: Ways<InputGradient>) =>
  kernel(
    name,
    (
      graph,
      { dy, filter }: Inputs<'dy' | 'filter'>,
      { inputShape, ...attributes }: Attributes & { inputShape: number[] },
      trace: TraceBackend,
    ) => {
      const [batch, channels, ...grid] = inputShape;
      const shape = channelsFirst(attributes) ? [batch, ...grid, channels] : inputShape;
      const last = toLast(graph, dy, attributes);
      const dx = chosen(ways, trace)(graph, last, filter, shape, attributes);
      return fromLast(graph, dx, attributes);
    },
  );

/** The kernel of its gradient by the filter. */
export const filterGradient = (name: string, compute: FilterGradient) =>
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

/** The kernel of a convolution with bias and activation. */
export const fused = (name: string, ways: Ways<Forward>) =>
  kernel(
    name,
    (
      graph,
      inputs: Inputs<'x' | 'filter', 'bias' | 'preluActivationWeights'>,
      attributes: Attributes & { activation?: string; leakyreluAlpha?: number },
      trace: TraceBackend,
    ) => {
      const { x, filter, bias, preluActivationWeights } = inputs;
      const y = chosen(ways, trace)(graph, x, filter, attributes);
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
