import { DataFileError } from './dataFileError.js';

/**
 * Unpacks a gzip file; bytes that are not gzip come back as they are.
 *
 * @throws DataFileError if the compressed data is truncated or corrupt.
 */
export async function decompress(bytes: Uint8Array, name: string): Promise<Uint8Array> {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    return await gunzip(bytes);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new DataFileError(
      name,
      'a complete gzip file',
      `${bytes.length} bytes that do not unpack (${reason}); the file is truncated or corrupt`,
      { cause },
    );
  }
}

/** Node's zlib is several times faster than the `DecompressionStream` that browsers have. */
async function gunzip(bytes: Uint8Array): Promise<Uint8Array> {
  if (typeof process !== 'undefined' && 'getBuiltinModule' in process) {
    const zlib = process.getBuiltinModule('node:zlib');
    return new Promise((resolve, reject) => {
      zlib.gunzip(bytes, (error, result) => (error ? reject(error) : resolve(result)));
    });
  }
  const stream = new Blob([bytes as Uint8Array<ArrayBuffer>]).stream();
  const unpacked = stream.pipeThrough(new DecompressionStream('gzip'));
  return new Uint8Array(await new Response(unpacked).arrayBuffer());
}
