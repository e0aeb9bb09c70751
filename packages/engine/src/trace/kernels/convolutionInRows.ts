import type { GraphBuilder } from '../../graph/builder.js';
import type { Value } from '../../graph/graph.js';
import { matrixOf, windowsOf, type Attributes, type Convolution } from './convolutionKernels.js';
import { gemm } from './matmul.js';
import { countsOf, gatherPatches, scatterPatches, withSpareWindow } from './windows.js';

/** y = patches(x) * filter: one product whose left factor the gradient of the filter needs too. */
function convolve(graph: GraphBuilder, x: Value, filter: Value, attributes: Attributes): Value {
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
  const { windows: count } = countsOf(windows);
  const [batch, channels] = [shape[0], filter.shape.at(-1)!];
  const rows = withSpareWindow(graph, graph.reshape(dy, [batch, count, channels]), windows);
  const matrix = graph.reshape(rows, [batch * rows.shape[1], channels]);
  const patches = gemm(graph, matrix, matrixOf(graph, filter), { transposeB: true });
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
 * Convolutions as products of patches, a row for each window of each image: for few images, and for
 * what is exported, since nothing here depends on the number of images.
 */
export const convolutionInRows: Convolution = {
  forward: convolve,
  inputGradient: convolutionInputGradient,
  filterGradient: convolutionFilterGradient,
};
