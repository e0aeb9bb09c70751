import type * as tf from '@tensorflow/tfjs-core';
import {
  defineEncoder,
  type Encoder,
  type PartFactory,
  type PartName,
} from '@autoencoder-zoo/core';
import { z } from 'zod';
import type { RecurrentCell } from './cell.js';
import { expectSequence } from './expectSequence.js';
import { recurrentStack, stackOptions, type StackOptions } from './stack.js';

/** Defines the encoder of a kind of cell: its features are the last layer's last hidden states. */
export function recurrentEncoder(
  kind: string,
  cell: RecurrentCell,
): PartFactory<Encoder, [options?: StackOptions]> {
  return defineEncoder({
    name: `${kind}@1` satisfies PartName,
    options: z.strictObject(stackOptions),
    build(options, context, inputShape) {
      const { channels } = expectSequence(`${kind}Encoder`, inputShape);
      const stack = recurrentStack(cell, context, channels, options);
      return {
        shape: [stack.width],
        encode: (x, { mask }) => stack.last({ x: x as tf.Tensor3D, mask }),
      };
    },
  });
}
