import { describe, expect, it } from 'vitest';
import { RandomStream } from '../random/stream.js';
import { initialise, type Initialiser } from './initialiser.js';

const [inputs, outputs] = [90, 60];
const start = (kind: Initialiser, shape: readonly number[] = [inputs, outputs], seed = 0) =>
  initialise(kind, shape, { inputs, outputs }, new RandomStream(seed, 'weights'));

describe('an initialiser', () => {
  it.each([
    ['fanIn', 1 / Math.sqrt(90)],
    ['glorotUniform', Math.sqrt(6 / 150)],
    ['glorotSigmoid', 4 * Math.sqrt(6 / 150)],
    ['heUniform', Math.sqrt(6 / 90)],
  ] as const)('draws evenly within its bound: %s', (kind, bound) => {
    const values = start(kind);
    const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    expect(largest).toBeLessThanOrEqual(bound);
    expect(largest).toBeGreaterThan(0.99 * bound);
    const variance = values.reduce((sum, value) => sum + value * value, 0) / values.length;
    expect(variance / (bound ** 2 / 3)).toBeCloseTo(1, 1);
    expect(values).not.toEqual(start(kind, [inputs, outputs], 1));
  });

  it('connects each unit with 15 inputs of its own, by standard normal weights: sparse', () => {
    const kernel = start('sparse');
    const connected = Array.from({ length: outputs }, (_, unit) =>
      Array.from({ length: inputs }, (_, input) => input).filter(
        (input) => kernel[input * outputs + unit] !== 0,
      ),
    );
    for (const places of connected) expect(places).toHaveLength(15);
    expect(new Set(connected.map(String)).size).toBe(outputs);
    const weights = kernel.filter((value) => value !== 0);
    const mean = weights.reduce((sum, value) => sum + value, 0) / weights.length;
    const variance = weights.reduce((sum, value) => sum + value * value, 0) / weights.length;
    expect(Math.abs(mean)).toBeLessThan(0.1);
    expect(Math.abs(variance - 1)).toBeLessThan(0.15);
    expect(start('sparse', [6, 4]).every((value) => value !== 0)).toBe(true);
  });
});
