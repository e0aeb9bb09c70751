import { lbfgs, type LbfgsState } from '@autoencoder-zoo/engine';
import { describe, expect, it } from 'vitest';
import { decodeLbfgsState, encodeLbfgsState } from './lbfgsState.js';

/** The state after some iterations in a bowl whose axes differ. */
async function stateAfter(iterations: number): Promise<LbfgsState> {
  const bowl = (x: Float64Array) => {
    const gradient = x.map((value, i) => value * 10 ** i);
    return { value: x.reduce((sum, value, i) => sum + (value * gradient[i]) / 2, 0), gradient };
  };
  let last!: LbfgsState;
  for await (last of lbfgs(bowl, [3, -2, 1, 4], { iterations }));
  return last;
}

describe('a state of L-BFGS as bytes', () => {
  it.each([0, 1, 7])('comes back after %d iterations', async (iterations) => {
    const state = await stateAfter(iterations);
    expect(state.corrections).toHaveLength(iterations);
    expect(decodeLbfgsState(encodeLbfgsState(state))).toEqual(state);
  });

  it('is refused where the bytes are something else', () => {
    expect(() => decodeLbfgsState(new Uint8Array(3))).toThrow('no valid safetensors file');
  });
});
