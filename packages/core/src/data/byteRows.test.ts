import { expect, it } from 'vitest';
import { ByteRows } from './byteRows.js';
import { Dataset } from './dataset.js';

it.each([1, 1 / 255, 0.1, -3])('gives the bits of Dataset.read with scale %f', (scale) => {
  const values = Uint8Array.from({ length: 600 }, (_, i) => i * 7);
  // 3 rows of 50 do not fill whole vectors.
  const data = new Dataset({ name: 'bytes', values, shape: [5, 10], scale });
  if (!ByteRows.fits(data)) throw new Error('bytes are not recognised');
  const rows = new ByteRows(data, 3);
  for (const indices of [
    [0, 1, 2],
    [11, 4, 4],
  ]) {
    rows.read(indices);
    const expected = new Float32Array(150);
    data.read(indices, expected);
    expect(rows.floats).toEqual(expected);
  }
});

it('covers every byte', () => {
  const values = Uint8Array.from({ length: 256 }, (_, i) => i);
  const data = new Dataset({ name: 'bytes', values, shape: [256], scale: 1 / 255 });
  if (!ByteRows.fits(data)) throw new Error('bytes are not recognised');
  const rows = new ByteRows(data, 1);
  rows.read([0]);
  expect(rows.floats).toEqual(Float32Array.from(values, (value) => value * (1 / 255)));
});

it('leaves other types alone', () => {
  const data = new Dataset({ name: 'floats', values: new Float32Array(4), shape: [2] });
  expect(ByteRows.fits(data)).toBe(false);
});
