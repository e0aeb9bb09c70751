import { Dataset } from '@autoencoder-zoo/core';
import { expect, it } from 'vitest';
import { structuralSimilarity } from './structuralSimilarity.js';
import { golden } from '../testing/golden.js';

const { shape, images, references, colours, firstChannels } = golden.similarities;
const [count, height, width, channels] = shape;
const plane = height * width;

const coloured = (values: number[]) => ({ data: Float32Array.from(values), shape });

/** The first channel of one image. */
const grey = (values: number[], image: number) => ({
  data: Float32Array.from(
    { length: plane },
    (_, pixel) => values[(image * plane + pixel) * channels],
  ),
  shape: [1, height, width],
});

it("agrees with scikit-image's, with channels and without", () => {
  const all = structuralSimilarity(coloured(images), coloured(references), 255);
  expect(all).toBeCloseTo(colours, 10);
  for (let image = 0; image < count; image++) {
    const one = structuralSimilarity(grey(images, image), grey(references, image), 255);
    expect(one).toBeCloseTo(firstChannels[image], 10);
  }
});

it('does not depend on the scale of the pixels, given their peak', () => {
  const bytes = (values: number[]) =>
    new Dataset({
      name: 'bytes',
      values: Uint8Array.from(values),
      shape: shape.slice(1),
      scale: 1 / 255,
    });
  expect(structuralSimilarity(bytes(images), bytes(references))).toBeCloseTo(colours, 5);
});

it('is 1 for equal images, and negative for inverted ones', () => {
  expect(structuralSimilarity(coloured(images), coloured(images), 255)).toBeCloseTo(1, 12);
  const inverted = images.map((value) => 255 - value);
  expect(structuralSimilarity(coloured(inverted), coloured(images), 255)).toBeLessThan(-0.5);
});

it('refuses what is no image, and images that do not fit each other', () => {
  const flat = { data: new Float32Array(784), shape: [1, 784] };
  const small = { data: new Float32Array(110), shape: [1, 10, 11] };
  expect(() => structuralSimilarity(flat, flat)).toThrow(
    'the images: each has shape [784], but an image is [height, width]',
  );
  expect(() => structuralSimilarity(small, small)).toThrow('at least 11 pixels each way');
  const [one, two] = [grey(images, 0), coloured(images)];
  expect(() => structuralSimilarity(one, two)).toThrow('[13, 16], the references [13, 16, 3]');
  const wide = { data: new Float32Array(2 * plane), shape: [2, height, width] };
  expect(() => structuralSimilarity(one, wide)).toThrow('there have to be equally many');
  expect(() => structuralSimilarity(one, one, 0)).toThrow('positive, but is 0');
});
