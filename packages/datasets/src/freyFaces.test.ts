import type { Dataset } from '@autoencoder-zoo/core';
import { expect, expectTypeOf, it } from 'vitest';
import { freyFaces } from './freyFaces.js';

it('loads 1,965 frames as bytes', async () => {
  const faces = await freyFaces();
  expectTypeOf(faces).toEqualTypeOf<Dataset<[560]>>();
  expect([faces.length, faces.shape]).toEqual([1965, [560]]);
  expect(faces.values).toBeInstanceOf(Uint8Array);
  const pixels = new Float32Array(560);
  faces.read([0], pixels);
  expect(pixels[0]).toBeCloseTo(0x51 / 255, 6);
});

it('gives another shape', async () => {
  const faces = await freyFaces({ shape: [28, 20] });
  expectTypeOf(faces).toEqualTypeOf<Dataset<readonly [28, 20]>>();
  expect(faces.shape).toEqual([28, 20]);
  await expect(freyFaces({ shape: [28, 28] })).rejects.toThrow(/560 values/);
});

it('is a film: neighbouring frames are more alike than others', async () => {
  const { values, size, length } = await freyFaces();
  const distance = (a: number, b: number) => {
    let sum = 0;
    for (let i = 0; i < size; i++) sum += Math.abs(values[a * size + i] - values[b * size + i]);
    return sum;
  };
  let next = 0;
  let far = 0;
  for (let frame = 0; frame + 500 < length; frame += 50) {
    next += distance(frame, frame + 1);
    far += distance(frame, frame + 500);
  }
  expect(next).toBeLessThan(far / 2);
});
