import { describe, expect, it } from 'vitest';
import { samples, steps, channels, withParts } from '../../testing/models.js';
import { blocks } from './part.js';

const count = 1000;
const data = samples(count);
const lostIn = async (options: Parameters<typeof blocks>[0]) => {
  const model = withParts({ corruption: blocks({ value: -7, ...options }) });
  const damaged = await model.corrupt(data);
  model.dispose();
  const kept = damaged.every((value, i) => value === -7 || value === Math.fround(data.values[i]));
  expect(kept).toBe(true);
  return Array.from({ length: count }, (_, sample) =>
    Array.from({ length: steps }, (_, step) =>
      Array.from(
        { length: channels },
        (_, channel) => damaged[(sample * steps + step) * channels + channel] === -7,
      ),
    ),
  );
};

describe('blocks', () => {
  it('are rectangles of their size, each place as often as another', async () => {
    const [height, width] = [2, 2];
    const lost = await lostIn({ size: [height, width] });
    const corners = new Map<string, number>();
    for (const sample of lost) {
      const places = sample.flatMap((row, i) => row.flatMap((is, j) => (is ? [[i, j]] : [])));
      expect(places).toHaveLength(height * width);
      const [top, left] = places[0];
      expect(places.at(-1)).toEqual([top + height - 1, left + width - 1]);
      corners.set(`${top} ${left}`, (corners.get(`${top} ${left}`) ?? 0) + 1);
    }
    const expected = count / ((steps - height + 1) * (channels - width + 1));
    expect(corners.size).toBe((steps - height + 1) * (channels - width + 1));
    for (const often of corners.values()) expect(often / expected).toBeCloseTo(1, 0);
  });

  it('take axes that are not named with them', async () => {
    for (const sample of await lostIn({ size: [3] })) {
      const rows = sample.filter((row) => row.some(Boolean));
      expect(rows).toHaveLength(3);
      expect(rows.flat().every(Boolean)).toBe(true);
    }
  });

  it('may overlap: the share that is left of each step is that of blocks on their own', async () => {
    const lost = await lostIn({ size: [1], count: 3 });
    const share = lost.flat().filter((row) => row[0]).length / (count * steps);
    expect(share).toBeCloseTo(1 - (1 - 1 / steps) ** 3, 1);
  });

  it('may be as large as the sample, and no larger', async () => {
    const lost = await lostIn({ size: [steps, channels] });
    expect(lost.flat(2).every(Boolean)).toBe(true);
    expect(() => withParts({ corruption: blocks({ size: [steps + 1] }) })).toThrow(
      'option "size" is [6], which does not fit into samples of the shape [5, 3]',
    );
    expect(() => withParts({ corruption: blocks({ size: [1, 1, 1] }) })).toThrow(RangeError);
  });
});
