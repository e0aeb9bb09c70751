import type { Dataset } from '@autoencoder-zoo/core';
import {
  codesOfComponents,
  principalComponents,
  type PrincipalComponents,
} from '@autoencoder-zoo/measures';
import type { Data } from '../data.js';
import type { PictureShape } from '@autoencoder-zoo/pictures/images';
import { pictureShape } from '../pictures/picture.js';

/** What all exhibits of a report are looked at with: the same pictures, the same PCA. */
export interface Gallery {
  /** How a sample is seen as a picture. */
  readonly picture: PictureShape;
  /** Test pictures that are shown: the first ones of each class in turn. */
  readonly chosen: Dataset;
  /** Test pictures whose codes are drawn as maps. */
  readonly mapped: Dataset;
  /** All test pictures. */
  readonly test: Dataset;
  /** All principal components of the training pictures. */
  readonly components: PrincipalComponents;
  /** Standard deviation of each training pixel, `[size]`. */
  readonly deviation: Float32Array;
  /** The first two of `mapped`, `[samples, 2]`. */
  readonly pixelMap: Float32Array;
}

const chosenCount = 10;
const mappedCount = 1500;

/**
 * Chooses pictures of data and analyses its pixels.
 *
 * @throws UsageError if the samples are no pictures.
 */
export function makeGallery(data: Data): Gallery {
  const test = data.test ?? data.train;
  const mapped = test.slice(0, Math.min(mappedCount, test.length));
  const components = principalComponents(data.train, data.train.size);
  return {
    picture: pictureShape(data.train.shape, undefined, '--read shape=[<height>,<width>]'),
    chosen: test.select(chooseIndices(test)),
    mapped,
    test,
    components,
    deviation: deviationOf(components),
    pixelMap: codesOfComponents(firstComponents(components, 2), mapped),
  };
}

/** Only the first `k` components. */
export function firstComponents(all: PrincipalComponents, k: number): PrincipalComponents {
  return {
    ...all,
    components: all.components.subarray(0, k * all.mean.length),
    explainedVariance: all.explainedVariance.subarray(0, k),
  };
}

/**
 * Variances of pixels are the diagonal of the covariance, which all components together make up.
 */
function deviationOf({ components, explainedVariance, mean }: PrincipalComponents): Float32Array {
  const size = mean.length;
  return Float32Array.from({ length: size }, (_, pixel) => {
    let variance = 0;
    explainedVariance.forEach((along, axis) => {
      variance += along * components[axis * size + pixel] ** 2;
    });
    return Math.sqrt(Math.max(variance, 0));
  });
}

/** The first sample of each class, then the second of each, until there are enough. */
function chooseIndices({ labels, length }: Dataset): number[] {
  const seen = new Map<number, number>();
  const ranked = Array.from({ length }, (_, index) => {
    const label = labels?.[index] ?? 0;
    const rank = seen.get(label) ?? 0;
    seen.set(label, rank + 1);
    return { index, label, rank };
  });
  return ranked
    .sort((a, b) => a.rank - b.rank || a.label - b.label)
    .slice(0, chosenCount)
    .map(({ index }) => index);
}
