import { writeFileAtomically } from '@autoencoder-zoo/core/files/node';
import { encodePng, type Image } from '@autoencoder-zoo/pictures/images';
import { UsageError } from '../errors.js';

/** Writes a PNG file, and its folder if need be. */
export async function writePng(path: string, image: Image): Promise<void> {
  await writeFileAtomically(path, encodePng(image));
}

/**
 * Refuses names of other files before anything is computed.
 *
 * @throws UsageError
 */
export function expectPng(path: string): void {
  if (!/\.png$/i.test(path)) {
    throw new UsageError(`--out ${path}: expected a name that ends with .png`);
  }
}
