import { describe, expect, it } from 'vitest';
import { Arena } from './arena.js';

describe('Arena', () => {
  it('lays tensors of all types side by side, each at its own cache line', () => {
    const arena = new Arena();
    const first = arena.reserve([{ shape: [3] }, { shape: [17], dtype: 'int32' }]);
    const second = arena.reserve([{ shape: [], dtype: 'bool' }]);
    const [a, b, c] = [...arena.views(first), ...arena.views(second)];
    expect([a, b, c].map((view) => view.byteOffset)).toEqual([0, 64, 192]);
    expect([a, b, c].map((view) => view.length)).toEqual([3, 17, 1]);
    expect(b).toBeInstanceOf(Int32Array);
    expect(c).toBeInstanceOf(Uint8Array);
    a.fill(1.5);
    expect(arena.views(first)[0]).toEqual(Float32Array.of(1.5, 1.5, 1.5));
    expect(b.every((x) => x === 0)).toBe(true);
  });

  it('is exactly as large as needed and cannot grow', () => {
    const arena = new Arena();
    arena.reserve([{ shape: [16_384] }, { shape: [1] }]);
    expect(arena.memory.buffer.byteLength).toBe(2 * 65_536);
    expect(() => arena.memory.grow(1)).toThrow();
    expect(() => arena.reserve([])).toThrow(/allocated already/);
  });

  it('says when a model is too large', () => {
    const arena = new Arena();
    arena.reserve([{ shape: [40_000, 40_000] }]);
    expect(() => arena.memory).toThrow(/take 6\.0 GiB, and WebAssembly memory ends at 4/);
  });
});
