import { printable } from '@autoencoder-zoo/core';

/** A data file is not what it should be: truncated, corrupt or of another format. */
export class DataFileError extends Error {
  override readonly name = 'DataFileError';

  /**
   * @param file - The file's name or path.
   * @param expected - What should have been there.
   * @param found - What was there instead.
   */
  constructor(
    readonly file: string,
    readonly expected: string,
    readonly found: string,
    options?: ErrorOptions,
  ) {
    super(printable(`${file}: expected ${expected}, but found ${found}`), options);
  }
}

/** The first bytes of a file in words, for an error message. */
export function describeStart(bytes: Uint8Array): string {
  if (bytes.length === 0) return 'an empty file';
  const start = bytes.subarray(0, 9);
  const hex = Array.from(start, (byte) => byte.toString(16).padStart(2, '0')).join(' ');
  return `${knownStart(start) ?? 'a file'} that starts with the bytes ${hex}`;
}

/** What kind of file it is that is no data file, as far as its first bytes tell. */
export function knownStart(bytes: Uint8Array): string | undefined {
  const text = String.fromCharCode(...bytes.subarray(0, 9)).toLowerCase();
  return KNOWN_STARTS.find(([prefix]) => text.startsWith(prefix.toLowerCase()))?.[1];
}

const KNOWN_STARTS = [
  ['\x1f\x8b', 'a gzip file'],
  ['PK\x03\x04', 'a zip archive (as .npz and .xlsx are)'],
  ['PAR1', 'a Parquet file'],
  ['\x89HDF', 'an HDF5 file'],
  ['\x89PNG', 'a PNG picture'],
  ['\xff\xd8\xff', 'a JPEG picture'],
  ['%PDF', 'a PDF document'],
  ['\x93NUMPY', 'a NumPy file'],
  ['<!doctype', 'an HTML page'],
  ['<html', 'an HTML page'],
  ['<?xml', 'an XML document'],
  ['version', 'a text such as a Git LFS pointer'],
] as const;
