import * as tf from '#tensorflow';
import { gradient, none } from './define.js';

/** A kernel whose output is constant but for jumps. */
const jumping = (kernelName: string, ...inputs: readonly string[]) =>
  gradient(kernelName, inputs, (_, saved) =>
    Object.fromEntries(inputs.map((input, i) => [input, none(saved[i])])),
  );

/**
 * Comparisons, logic and rounding: their gradients are 0, so that what is computed of
 * them can be chosen by.
 */
export const jumps: readonly tf.GradConfig[] = [
  ...['Greater', 'Less', 'LessEqual', 'Equal', 'NotEqual'].map((name) => jumping(name, 'a', 'b')),
  ...['LogicalAnd', 'LogicalOr', 'LogicalXor', 'FloorDiv'].map((name) => jumping(name, 'a', 'b')),
  ...['LogicalNot', 'Any', 'All'].map((name) => jumping(name, 'x')),
  jumping('SearchSorted', 'sortedSequence', 'values'),
  // TF.js passes the gradient through a cast to whole numbers.
  gradient<tf.CastAttrs>('Cast', ['x'], (dy, [x], { dtype }) => ({
    x: dtype === 'float32' ? () => tf.cast(dy, 'float32') : none(x),
  })),
];
