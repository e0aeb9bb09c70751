import * as tf from '#tensorflow';
import { kernel, type Inputs } from '../kernel.js';
import { pad, slice } from './shapes.js';

const util = tf.backend_util;

/** Moves of blocks between the batch, the grid and the channels. */
export const blocks = [
  kernel(
    'SpaceToBatchND',
    (graph, { x }: Inputs<'x'>, { blockShape, paddings }: tf.SpaceToBatchNDAttrs) => {
      const around = [[0, 0], ...paddings];
      while (around.length < x.shape.length) around.push([0, 0]);
      const padded = pad(
        graph,
        x,
        around.map(([before]) => before),
        around.map(([, after]) => after),
        { constant: 0 },
      );
      const product = blockShape.reduce((a, b) => a * b, 1);
      const shape = [...padded.shape];
      const split = graph.reshape(padded, util.getReshaped(shape, blockShape, product, false));
      const order = util.getPermuted(split.shape.length, blockShape.length, false);
      return graph.reshape(
        graph.transpose(split, order),
        util.getReshapedPermuted(shape, blockShape, product, false),
      );
    },
  ),
  kernel(
    'BatchToSpaceND',
    (graph, { x }: Inputs<'x'>, { blockShape, crops }: tf.BatchToSpaceNDAttrs) => {
      const product = blockShape.reduce((a, b) => a * b, 1);
      const shape = [...x.shape];
      const split = graph.reshape(x, util.getReshaped(shape, blockShape, product));
      const order = util.getPermuted(split.shape.length, blockShape.length);
      const merged = util.getReshapedPermuted(shape, blockShape, product);
      return slice(
        graph,
        graph.reshape(graph.transpose(split, order), merged),
        util.getSliceBeginCoords(crops, blockShape.length),
        util.getSliceSize(merged, crops, blockShape.length),
      );
    },
  ),
  kernel(
    'DepthToSpace',
    (graph, { x }: Inputs<'x'>, { blockSize: b, dataFormat }: tf.DepthToSpaceAttrs) => {
      if (dataFormat === 'NCHW') {
        const [batch, channels, height, width] = x.shape;
        const depth = channels / (b * b);
        const split = graph.reshape(x, [batch, b, b, depth, height, width]);
        return graph.reshape(graph.transpose(split, [0, 3, 4, 1, 5, 2]), [
          batch,
          depth,
          height * b,
          width * b,
        ]);
      }
      const [batch, height, width, channels] = x.shape;
      const depth = channels / (b * b);
      const split = graph.reshape(x, [batch, height, width, b, b, depth]);
      return graph.reshape(graph.transpose(split, [0, 1, 3, 2, 4, 5]), [
        batch,
        height * b,
        width * b,
        depth,
      ]);
    },
  ),
];
