import { Dataset } from '@autoencoder-zoo/core';
import { readBundled } from './files/bundled.js';
import { readIdx } from './readers/idx.js';
import { inShape } from './inShape.js';

/** Options of {@link freyFaces}. */
export interface FreyFacesOptions<Shape extends readonly number[]> {
  /** Shape of one sample: 560 values in any arrangement. Default `[560]`. */
  readonly shape?: Shape | undefined;
}

/**
 * Frey faces (Roweis & Saul 2000; used by Kingma & Welling 2014): 1,965 frames of a video of one
 * face in the order of the film, 28 x 20 bytes that stand for 0 to 1. Travels with this package.
 *
 * @throws RangeError if `shape` has not 560 values.
 */
export async function freyFaces<const Shape extends readonly number[] = [560]>(
  options: FreyFacesOptions<Shape> = {},
): Promise<Dataset<Shape>> {
  const url = new URL('../data/frey-faces-images-idx3-ubyte.gz', import.meta.url);
  const { bytes, path } = await readBundled(url);
  const { values } = await readIdx(bytes, path);
  const faces = new Dataset({ name: 'frey-faces', values, shape: [560], scale: 1 / 255 });
  return inShape(faces, options.shape);
}
