import type { GraphBuilder } from '../../graph/builder.js';
import type { Value } from '../../graph/graph.js';
import { imagesFirst, imagesLast } from '../../graph/imagesLast.js';
import { sizeOf } from '../../tensor.js';
import { matrixOf, windowsOf, type Attributes, type Convolution } from './convolutionKernels.js';
import { gemm } from './matmul.js';
import { concat } from './shapes.js';
import { countsOf, hasUnevenCover, placesUnder, rowsOf, type Windows } from './windows.js';

/**
 * y' = filter^T columns(x'), where ' says that images come last: [channels, ...grid,
 * batch]. What is gathered are then whole rows of one number for each image, and the
 * result lies as the next layer needs it.
 */
function convolve(graph: GraphBuilder, x: Value, filter: Value, attributes: Attributes): Value {
  const windows = windowsOf(x.shape, filter.shape, attributes);
  const y = gemm(graph, matrixOf(graph, filter), gatherColumns(graph, x, windows), {
    transposeA: true,
  });
  return imagesFirst(
    graph,
    graph.reshape(y, [filter.shape.at(-1)!, ...windows.output, x.shape[0]]),
  );
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
  const counts = countsOf(windows);
  const [batch, channels, outputs] = [shape[0], shape.at(-1)!, filter.shape.at(-1)!];
  const rows = graph.reshape(imagesLast(graph, dy), [outputs, counts.windows, batch]);
  const zeros = graph.filled(0, [outputs, 1, batch], 'float32');
  const spare = hasUnevenCover(windows);
  const padded = spare ? concat(graph, [rows, zeros], 1) : rows;
  const perChannel = padded.shape[1];
  const columns = gemm(
    graph,
    matrixOf(graph, filter),
    graph.reshape(padded, [outputs, perChannel * batch]),
  );
  const parts = graph.reshape(columns, [counts.taps * channels * perChannel, batch]);
  const dx = scatterColumns(graph, parts, windows, { channels, perChannel });
  return imagesFirst(graph, graph.reshape(dx, [channels, ...windows.input, batch]));
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
  const outputs = shape.at(-1)!;
  const rows = graph.reshape(imagesLast(graph, dy), [outputs, sizeOf(dy.shape) / outputs]);
  const gradient = gemm(graph, gatherColumns(graph, x, windows), rows, { transposeB: true });
  return graph.reshape(gradient, shape);
}

/**
 * Convolutions as products of columns, one for each window of each image; the fastest
 * for many images.
 */
export const convolutionInColumns: Convolution = {
  forward: convolve,
  inputGradient: convolutionInputGradient,
  filterGradient: convolutionFilterGradient,
};

/**
 * What lies under the windows of `x` [batch, ...grid, channels]: [taps * channels,
 * windows * batch].
 */
function gatherColumns(graph: GraphBuilder, x: Value, windows: Windows): Value {
  const { places, windows: count, taps } = countsOf(windows);
  const [batch, channels] = [x.shape[0], x.shape.at(-1)!];
  const under = placesUnder(windows);
  const rows = graph.reshape(imagesLast(graph, x), [channels * places, batch]);
  const padded = under.includes(places);
  const source = padded ? concat(graph, [rows, graph.filled(0, [1, batch], x.type)], 0) : rows;
  const index = new Int32Array(taps * channels * count);
  let next = 0;
  for (let tap = 0; tap < taps; tap++) {
    for (let channel = 0; channel < channels; channel++) {
      for (let window = 0; window < count; window++) {
        const place = under[window * taps + tap];
        index[next++] = place === places ? channels * places : channel * places + place;
      }
    }
  }
  const gathered = graph.node(
    'Gather',
    [source, graph.constant(index, [index.length], 'int32')],
    [index.length, batch],
    x.type,
  );
  return graph.reshape(gathered, [taps * channels, count * batch]);
}

/**
 * The transpose of {@link gatherColumns}: adds all rows [taps * channels *
 * perChannel, batch] to the places under them.
 */
function scatterColumns(
  graph: GraphBuilder,
  rows: Value,
  windows: Windows,
  { channels, perChannel }: { channels: number; perChannel: number },
): Value {
  const { places, taps, windows: count } = countsOf(windows);
  const batch = rows.shape[1];
  const shape = [channels * places, batch];
  const parts = rowsOf(placesUnder(windows), places, 1).map((list) => {
    const index = new Int32Array(channels * places);
    for (let channel = 0; channel < channels; channel++) {
      list.forEach((row, place) => {
        const none = row === count * taps;
        const [tap, window] = none ? [0, count] : [row % taps, Math.floor(row / taps)];
        index[channel * places + place] = (tap * channels + channel) * perChannel + window;
      });
    }
    const constant = graph.constant(index, [index.length], 'int32');
    return graph.node('Gather', [rows, constant], shape, rows.type);
  });
  if (parts.length === 0) return graph.filled(0, shape, rows.type);
  // One Sum of them all would run on one thread.
  return parts.reduce((sum, part) => graph.node('Add', [sum, part], shape, rows.type));
}
