import { describe, expect, it } from 'vitest';
import { loadGenerator } from './generator.js';
import { philox } from './testing/philox.js';

/** The words of four consecutive blocks, `[block][word]`. */
function blocks(counter: readonly number[], key: readonly number[]): number[][] {
  const generator = loadGenerator();
  const [block, counter1, counter2, counter3] = counter;
  generator.words(0, 128, key[0], key[1], block, counter1, counter2, counter3);
  return Array.from({ length: 4 }, (_, lane) =>
    Array.from({ length: 4 }, (_, word) => generator.integers[4 * word + lane]),
  );
}

describe('Philox 4x32-10', () => {
  // The known answers that the authors publish with their library Random123.
  it.each([
    {
      counter: [0, 0, 0, 0],
      key: [0, 0],
      answer: [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8],
    },
    {
      counter: [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff],
      key: [0xffffffff, 0xffffffff],
      answer: [0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd],
    },
    {
      counter: [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
      key: [0xa4093822, 0x299f31d0],
      answer: [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1],
    },
  ])('gives the published answer for counter $counter', ({ counter, key, answer }) => {
    expect(blocks(counter, key)[0]).toEqual(answer);
    expect(philox(counter, key)).toEqual(answer);
  });

  it('agrees with a plain implementation for every block of a long run', () => {
    const generator = loadGenerator();
    const [first, key] = [
      [0xfffffff0, 3, 0x80000001, 0xdeadbeef],
      [0x01234567, 0x89abcdef],
    ];
    generator.words(0, 128 * 8, key[0], key[1], first[0], first[1], first[2], first[3]);
    for (let block = 0; block < 64; block++) {
      const counter = [(first[0] + block) >>> 0, ...first.slice(1)];
      const at = 16 * Math.floor(block / 4) + (block % 4);
      const words = [0, 1, 2, 3].map((word) => generator.integers[at + 4 * word]);
      expect(words).toEqual(philox(counter, key));
    }
  });
});

describe('the transform to normal numbers', () => {
  /** Largest error of both outputs for radius words `u` and angle words `v`, against Math. */
  function worst(pairs: readonly (readonly [number, number])[]): number {
    const generator = loadGenerator();
    let error = 0;
    for (let start = 0; start < pairs.length; start += 4) {
      for (let lane = 0; lane < 4; lane++) {
        [generator.integers[lane], generator.integers[4 + lane]] = pairs[start + lane];
      }
      generator.normal(0, 32);
      for (let lane = 0; lane < 4; lane++) {
        const [u, v] = pairs[start + lane];
        // The generator turns the circle by an eighth, which changes nothing in the distribution.
        const quadrant = v >>> 30;
        const place = ((v << 2) | 0) / 2 ** 32;
        const angle = (quadrant + place) * (Math.PI / 2);
        const radius = Math.sqrt(-2 * Math.log(Math.fround(Math.fround(u >>> 1) + 0.5) / 2 ** 31));
        const expected = [radius * Math.cos(angle), radius * Math.sin(angle)];
        [generator.floats[lane], generator.floats[4 + lane]].forEach((value, i) => {
          error = Math.max(error, Math.abs(value - expected[i]) / Math.max(radius, 1e-30));
        });
      }
    }
    return error;
  }

  it('is exact to a few units in the last place over the whole range', () => {
    const corners = [0, 1, 2, 3, 0xff, 0x3fffffff, 0x40000000, 0x7fffffff, 0x80000000, 0xb504f333];
    const last = [0xb504f334, 0xbfffffff, 0xc0000000, 0xfffffe00, 0xfffffeff, 0xfffffffe];
    const words = [...corners, ...last];
    const pairs = words.flatMap((u) => words.map((v) => [u, v] as const));
    expect(worst(pairs)).toBeLessThan(4e-7);
    const many = Array.from({ length: 50_000 }, (_, i) => philox([i, 0, 0, 0], [1, 2]));
    expect(worst(many.map(([u, v]) => [u, v] as const))).toBeLessThan(4e-7);
    // Small words, where the tails come from.
    expect(worst(many.map(([u, v], i) => [u >>> (i % 32), v] as const))).toBeLessThan(4e-7);
  });
});
