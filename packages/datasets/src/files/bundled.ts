import { DataFileError } from '../readers/dataFileError.js';
import { readBytes, type LocalFile } from './nodeFiles.js';

/**
 * Reads a file that travels with this package: from disk in Node, over the network in a browser.
 *
 * @throws DataFileError if it is not there.
 */
export async function readBundled(url: URL): Promise<LocalFile> {
  if (url.protocol === 'file:') return { bytes: await readBytes(url), path: url.pathname };
  const response = await fetch(url);
  if (!response.ok) {
    throw new DataFileError(url.href, 'a file of this package', `HTTP ${response.status}`);
  }
  return { bytes: new Uint8Array(await response.arrayBuffer()), path: url.href };
}
