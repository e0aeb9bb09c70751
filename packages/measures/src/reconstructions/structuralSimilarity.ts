import type { Dataset } from '@autoencoder-zoo/core';
import { forEachChunkOfTwo, toVectors, type Vectors } from '../shared/vectors.js';

/** Width of the window and its standard deviation, in pixels. */
const WINDOW = 11;
const DEVIATION = 1.5;
const window = gaussianWindow();

/**
 * Mean structural similarity of images (Wang, Bovik, Sheikh & Simoncelli, "Image quality
 * assessment: from error visibility to structural similarity", 2004), scikit-image's
 * `structural_similarity` with `gaussian_weights=True, sigma=1.5, use_sample_covariance=False`.
 *
 * Around each pixel, means, variances and the covariance of the two images are taken under a
 * gaussian window of 11 by 11 pixels with a standard deviation of 1.5, and
 * `(2 m_x m_y + c_1) (2 s_xy + c_2) / ((m_x^2 + m_y^2 + c_1) (s_x^2 + s_y^2 + c_2))` is averaged
 * over all places where the window lies within the image, over channels and over images;
 * `c_1 = (0.01 peak)^2`, `c_2 = (0.03 peak)^2`.
 *
 * 1 for equal images, about 0 for unrelated ones, at least -1. Unlike a squared error, it sees blur
 * and leaves small changes of brightness. Take it not for images much smaller than 28 by 28, where
 * few windows fit, nor for pixels of no natural range. Dark areas without structure, such as the
 * ground of digits, are equal in both images and raise it: compare values of the same data only.
 *
 * @param images - `[samples, height, width]` or `[samples, height, width, channels]`, height and
 * width at least 11.
 * @param references - What they are compared with, of the same shape.
 * @param peak - Largest value that there can be less the smallest: 1 for images from 0 to 1, the
 * default.
 * @throws RangeError if shapes are no images or differ, or peak is not positive; DataError if a
 * pixel is not finite.
 */
export function structuralSimilarity(images: Vectors, references: Vectors, peak = 1): number {
  if (!(peak > 0 && peak < Infinity)) {
    throw new RangeError(`the peak of an image is positive, but is ${peak}`);
  }
  const given = toVectors(images, 'the images');
  const truth = toVectors(references, 'the references');
  const shape = imageShape(given);
  const { height, width, channels } = shape;
  if (String(given.shape) !== String(truth.shape)) {
    throw new RangeError(
      `${given.name} have shape [${given.shape.join(', ')}], ${truth.name} [${truth.shape.join(', ')}]; they must agree`,
    );
  }
  const plane = height * width;
  const x = new Float64Array(plane);
  const y = new Float64Array(plane);
  let sum = 0;
  forEachChunkOfTwo(given, truth, 128, (left, right, count) => {
    for (let image = 0; image < count; image++) {
      for (let channel = 0; channel < channels; channel++) {
        for (let pixel = 0; pixel < plane; pixel++) {
          const at = (image * plane + pixel) * channels + channel;
          x[pixel] = left[at];
          y[pixel] = right[at];
        }
        sum += similarityOfPlanes(x, y, shape, peak);
      }
    }
  });
  return sum / (given.length * channels);
}

interface ImageShape {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
}

function imageShape({ name, shape }: Dataset): ImageShape {
  const [height = 0, width = 0, channels = 1] = shape;
  const isImage = shape.length === 2 || shape.length === 3;
  if (isImage && height >= WINDOW && width >= WINDOW) return { height, width, channels };
  throw new RangeError(
    `${name}: each has shape [${shape.join(', ')}], but an image is [height, width] or [height, width, channels] with at least ${WINDOW} pixels each way; \`reshape\` gives a data set another shape`,
  );
}

function similarityOfPlanes(
  x: Float64Array,
  y: Float64Array,
  shape: ImageShape,
  peak: number,
): number {
  const c1 = (0.01 * peak) ** 2;
  const c2 = (0.03 * peak) ** 2;
  const meansX = windowMeans(x, shape);
  const meansY = windowMeans(y, shape);
  const squaresX = windowMeans(product(x, x), shape);
  const squaresY = windowMeans(product(y, y), shape);
  const products = windowMeans(product(x, y), shape);
  let sum = 0;
  for (let at = 0; at < meansX.length; at++) {
    const [mx, my] = [meansX[at], meansY[at]];
    const variances = squaresX[at] - mx * mx + squaresY[at] - my * my;
    const covariance = products[at] - mx * my;
    sum +=
      ((2 * mx * my + c1) * (2 * covariance + c2)) / ((mx * mx + my * my + c1) * (variances + c2));
  }
  return sum / meansX.length;
}

function product(a: Float64Array, b: Float64Array): Float64Array {
  return a.map((value, at) => value * b[at]);
}

/** Weighted means under the window wherever it lies within the image. */
function windowMeans(values: Float64Array, { height, width }: ImageShape): Float64Array {
  const inner = width - WINDOW + 1;
  const rows = new Float64Array(height * inner);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < inner; column++) {
      let sum = 0;
      for (let i = 0; i < WINDOW; i++) sum += window[i] * values[row * width + column + i];
      rows[row * inner + column] = sum;
    }
  }
  const means = new Float64Array((height - WINDOW + 1) * inner);
  for (let at = 0; at < means.length; at++) {
    let sum = 0;
    for (let i = 0; i < WINDOW; i++) sum += window[i] * rows[at + i * inner];
    means[at] = sum;
  }
  return means;
}

/** Weights of a row of the window, of sum 1; the window is the product of two. */
function gaussianWindow(): Float64Array {
  const centre = (WINDOW - 1) / 2;
  const weights = Float64Array.from({ length: WINDOW }, (_, i) =>
    Math.exp(-((i - centre) ** 2) / (2 * DEVIATION ** 2)),
  );
  const sum = weights.reduce((total, weight) => total + weight);
  return weights.map((weight) => weight / sum);
}
