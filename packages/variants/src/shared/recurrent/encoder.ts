import type * as tf from '@tensorflow/tfjs-core';
import { definePart, type Encoder, type PartFactory, type PartName } from '@autoencoder-zoo/core';
import { z } from 'zod';
import type { RecurrentCell } from './cell.js';
import { expectSequence } from './expectSequence.js';
import { recurrentStack, stackOptions, type StackOptions } from './stack.js';

/** Defines the encoder of a kind of cell: its features are the last layer's last hidden states. */
export function recurrentEncoder(
  name: PartName,
  cell: RecurrentCell,
): PartFactory<Encoder, [options?: StackOptions]> {
  return definePart({
    kind: 'encoder',
    name,
    options: z.strictObject(stackOptions),
    build(options, context) {
      const { channels } = expectSequence(`${cell.name}Encoder`, context.shapes.input);
      const stack = recurrentStack(cell, context, channels, options);
      return {
        independent: true,
        shape: [stack.width],
        encode: (x, { mask }) => stack.last({ x: x as tf.Tensor3D, mask }),
      };
    },
  });
}
