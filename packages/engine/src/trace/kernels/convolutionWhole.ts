import { int, ints } from '../../graph/attributes.js';
import type { GraphBuilder } from '../../graph/builder.js';
import type { Value } from '../../graph/graph.js';
import { windowsOf, type Attributes } from './convolutionKernels.js';
import type { Windows } from './windows.js';

/** A convolution of `x` [batch, ...grid, in] as ONNX's own, with a filter [...extent, in, out]. */
export function convolve(
  graph: GraphBuilder,
  x: Value,
  filter: Value,
  attributes: Attributes,
): Value {
  const windows = windowsOf(x.shape, filter.shape, attributes);
  return convolution(graph, x, channelsFirst(graph, filter, -1), windows, 1);
}

/** A convolution of each channel of `x` by filters of its own, [...extent, in, multiplier]. */
export function convolveEach(
  graph: GraphBuilder,
  x: Value,
  filter: Value,
  attributes: Attributes,
): Value {
  const windows = windowsOf(x.shape, filter.shape, attributes);
  const [channels, multiplier] = filter.shape.slice(-2);
  const each = channelsFirst(graph, filter, -2);
  const filters = graph.reshape(each, [channels * multiplier, 1, ...windows.extent]);
  return convolution(graph, x, filters, windows, channels);
}

/**
 * The transposed convolution of `dy` [batch, ...grid, out], whose result has the given shape
 * [batch, ...grid, in].
 */
export function convolveTransposed(
  graph: GraphBuilder,
  dy: Value,
  filter: Value,
  shape: readonly number[],
  attributes: Attributes,
): Value {
  const windows = windowsOf(shape, filter.shape, attributes);
  const [batch, channels] = [shape[0], shape.at(-1)!];
  const { input, padding } = windows;
  const ends = endsOf(windows);
  const y = graph.node(
    'ConvTranspose',
    [first(graph, dy), channelsFirst(graph, filter, -1)],
    [batch, channels, ...input],
    dy.type,
    {
      attributes: {
        ...commonOf(windows),
        group: int(1),
        pads: ints([...padding, ...ends.map((end) => Math.max(0, end))]),
        output_padding: ints(ends.map((end) => Math.max(0, -end))),
      },
    },
  );
  return last(graph, y);
}

function convolution(
  graph: GraphBuilder,
  x: Value,
  filters: Value,
  windows: Windows,
  group: number,
): Value {
  const { output, padding } = windows;
  const ends = endsOf(windows).map((end) => Math.max(0, end));
  const shape = [x.shape[0], filters.shape[0], ...output];
  const y = graph.node('Conv', [first(graph, x), filters], shape, x.type, {
    attributes: { ...commonOf(windows), group: int(group), pads: ints([...padding, ...ends]) },
  });
  return last(graph, y);
}

const commonOf = ({ extent, strides, dilations }: Windows) => ({
  kernel_shape: ints(extent),
  strides: ints(strides),
  dilations: ints(dilations),
});

/** Places of padding that the last window reaches over; negative where it leaves some out. */
const endsOf = ({ input, output, extent, strides, dilations, padding }: Windows) =>
  output.map(
    (count, i) =>
      (count - 1) * strides[i] + (extent[i] - 1) * dilations[i] + 1 - input[i] - padding[i],
  );

/** [batch, ...grid, channels] as [batch, channels, ...grid]. */
function first(graph: GraphBuilder, x: Value): Value {
  const axes = [...x.shape.keys()];
  return graph.transpose(x, [0, axes.at(-1)!, ...axes.slice(1, -1)]);
}

/** [batch, channels, ...grid] as [batch, ...grid, channels]. */
function last(graph: GraphBuilder, x: Value): Value {
  const axes = [...x.shape.keys()];
  return graph.transpose(x, [0, ...axes.slice(2), 1]);
}

/** A filter [...extent, a, b] with its last axis first, or its last two in their order. */
function channelsFirst(graph: GraphBuilder, filter: Value, from: -1 | -2): Value {
  const axes = [...filter.shape.keys()];
  const [input, output] = axes.slice(-2);
  const channels = from === -1 ? [output, input] : [input, output];
  return graph.transpose(filter, [...channels, ...axes.slice(0, -2)]);
}
