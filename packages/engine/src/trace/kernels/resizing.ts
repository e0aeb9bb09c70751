import type * as tf from '@tensorflow/tfjs-core';
import type { GraphBuilder } from '../../graph/builder.js';
import type { Value } from '../../graph/graph.js';
import { kernel, type Inputs } from '../kernel.js';
import { gatherRows, sumRows } from './windows.js';

type Sampling = Pick<tf.ResizeBilinearAttrs, 'alignCorners' | 'halfPixelCenters'>;

const scaleOf = (from: number, to: number, { alignCorners }: Sampling) =>
  alignCorners && to > 1 ? (from - 1) / (to - 1) : from / to;

/** For each new place of an axis the old one that is nearest. */
function nearestPlaces(from: number, to: number, sampling: Sampling): number[] {
  const scale = scaleOf(from, to, sampling);
  const round = sampling.alignCorners ? Math.round : Math.floor;
  const shift = sampling.halfPixelCenters ? 0.5 : 0;
  return Array.from({ length: to }, (_, i) => Math.min(from - 1, round(scale * (i + shift))));
}

/** For each new pixel the old one that is nearest, in row-major order. */
function nearestPixels(
  [height, width]: readonly number[],
  [rows, columns]: readonly number[],
  sampling: Sampling,
) {
  const sources = nearestPlaces(width, columns, sampling);
  return Int32Array.from(
    nearestPlaces(height, rows, sampling).flatMap((row) =>
      sources.map((column) => row * width + column),
    ),
  );
}

/**
 * A matrix [to, from] of which each row mixes the two old places between which a new
 * one lies; or its transpose.
 */
function interpolation(
  graph: GraphBuilder,
  from: number,
  to: number,
  sampling: Sampling,
  transposed: boolean,
): Value {
  const scale = scaleOf(from, to, sampling);
  const matrix = new Float32Array(to * from);
  for (let row = 0; row < to; row++) {
    const source = sampling.halfPixelCenters ? scale * (row + 0.5) - 0.5 : scale * row;
    const floor = Math.max(0, Math.floor(source));
    const ceiling = Math.min(from - 1, Math.ceil(source));
    const fraction = source - floor;
    const add = (place: number, weight: number) => {
      matrix[transposed ? place * to + row : row * from + place] += weight;
    };
    add(floor, 1 - fraction);
    add(ceiling, fraction);
  }
  return graph.constant(matrix, transposed ? [from, to] : [to, from], 'float32');
}

/** Mixes rows, then columns, of images [batch, height, width, channels]. */
function mix(graph: GraphBuilder, images: Value, vertical: Value, horizontal: Value): Value {
  const [batch, height, width, channels] = images.shape;
  const [rows, columns] = [vertical.shape[0], horizontal.shape[0]];
  const lines = graph.reshape(images, [batch, height, width * channels]);
  const tall = graph.node('MatMul', [vertical, lines], [batch, rows, width * channels], 'float32');
  const pixels = graph.reshape(tall, [batch * rows, width, channels]);
  const wide = graph.node(
    'MatMul',
    [horizontal, pixels],
    [batch * rows, columns, channels],
    'float32',
  );
  return graph.reshape(wide, [batch, rows, columns, channels]);
}

/** Resizing of images [batch, height, width, channels] and its gradients. */
export const resizing = [
  kernel(
    'ResizeNearestNeighbor',
    (graph, { images }: Inputs<'images'>, { size, ...sampling }: tf.ResizeNearestNeighborAttrs) => {
      const [batch, height, width, channels] = images.shape;
      const pixels = graph.reshape(images, [batch, height * width, channels]);
      return gatherRows(graph, pixels, nearestPixels([height, width], size, sampling), size);
    },
  ),
  kernel(
    'ResizeNearestNeighborGrad',
    (
      graph,
      { images, dy }: Inputs<'images' | 'dy'>,
      sampling: tf.ResizeNearestNeighborGradAttrs,
    ) => {
      const [batch, height, width, channels] = images.shape;
      const size = dy.shape.slice(1, 3);
      const rows = graph.reshape(dy, [batch, size[0] * size[1], channels]);
      const sources = nearestPixels([height, width], size, sampling);
      return graph.reshape(sumRows(graph, rows, sources, height * width), images.shape);
    },
  ),
  kernel(
    'ResizeBilinear',
    (graph, { images }: Inputs<'images'>, { size, ...sampling }: tf.ResizeBilinearAttrs) =>
      mix(
        graph,
        graph.cast(images, 'float32'),
        interpolation(graph, images.shape[1], size[0], sampling, false),
        interpolation(graph, images.shape[2], size[1], sampling, false),
      ),
  ),
  kernel(
    'ResizeBilinearGrad',
    (graph, { images, dy }: Inputs<'images' | 'dy'>, sampling: tf.ResizeBilinearGradAttrs) =>
      mix(
        graph,
        dy,
        interpolation(graph, images.shape[1], dy.shape[1], sampling, true),
        interpolation(graph, images.shape[2], dy.shape[2], sampling, true),
      ),
  ),
];
