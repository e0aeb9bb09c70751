import type { Drawing } from '../drawing.js';
import { imageGrid, type ImageOptions } from './imageRows.js';

/**
 * What units of the first layer look for, as pictures in a grid: grey is a weight of 0,
 * and each unit has a contrast of its own, up to white or black at its largest weight.
 *
 * @param kernel - `[inputs, units]`.
 * @param options - Those of `imageGrid`, and `count`: as many of the units are shown. Default 64.
 */
export function filterGrid(
  kernel: Float32Array,
  { count = 64, columns = 8, ...options }: Omit<ImageOptions, 'range'> & { count?: number },
): Drawing {
  const { height, width, channels } = options.shape;
  const inputs = height * width * channels;
  const units = kernel.length / inputs;
  const filters = Array.from({ length: Math.min(count, units) }, (_, unit) => {
    const weights = Float32Array.from({ length: inputs }, (_, i) => kernel[i * units + unit]);
    const largest = weights.reduce((max, weight) => Math.max(max, Math.abs(weight)), 0);
    return weights.map((weight) => weight / (largest || 1));
  });
  const values = new Float32Array(filters.length * inputs);
  filters.forEach((weights, unit) => values.set(weights, unit * inputs));
  return imageGrid(values, { ...options, columns, range: [-1, 1] });
}
