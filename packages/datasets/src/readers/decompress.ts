import { DataFileError } from './dataFileError.js';

/** How much a reader takes on. */
export interface SizeLimit {
  /**
   * Bytes that the file may have once it is unpacked, and bytes that its values may take. Default
   * 2 GiB (2^31).
   */
  readonly maximumBytes?: number | undefined;
}

/** The default of {@link SizeLimit}. */
export const MAXIMUM_BYTES = 2 ** 31;

/** Deflate packs at most 1,032 bytes into one. */
const BEST_RATIO = 1032;

/** Few texts of numbers are packed as well as this. */
const USUAL_RATIO = 20;

/**
 * Unpacks a gzip file; bytes that are not gzip come back as they are.
 *
 * @throws DataFileError if the compressed data is truncated or corrupt, or unpacks to more than
 * `maximumBytes`.
 */
export async function decompress(
  bytes: Uint8Array,
  name: string,
  limit: SizeLimit = {},
): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for await (const piece of unpack(bytes, name, limit)) pieces.push(piece);
  return pieces.length === 1 ? pieces[0] : concatenate(pieces);
}

/**
 * The same for a file whose start tells its length, which bounds what is unpacked and allocated.
 *
 * @param lengthOf - Gives the length of the unpacked file from its first bytes, `undefined` if that
 * takes more bytes, or throws if they begin no such file.
 * @returns The file; shorter than `lengthOf` says if it is truncated.
 * @throws DataFileError as {@link decompress} does, and if the file is longer than it says.
 */
export async function decompressSized(
  bytes: Uint8Array,
  name: string,
  lengthOf: (start: Uint8Array) => number | undefined,
  limit: SizeLimit = {},
): Promise<Uint8Array> {
  if (!isGzip(bytes)) return decompress(bytes, name, limit);
  let file = new Uint8Array();
  let received = 0;
  let length: number | undefined;
  for await (const piece of unpack(bytes, name, limit)) {
    if (length === undefined) {
      file = concatenate([file, piece]);
      received = file.length;
      length = lengthOf(file);
      if (length === undefined) continue;
      refuseLonger(length, name, limit);
      // A file that cannot hold what it announces gets no memory for it.
      const announced = new Uint8Array(Math.min(length, bytes.length * BEST_RATIO + received));
      announced.set(file.subarray(0, announced.length));
      file = announced;
    } else {
      file.set(piece.subarray(0, Math.max(0, file.length - received)), received);
      received += piece.length;
    }
    if (received > length) {
      throw new DataFileError(name, `${length} bytes as its header says`, 'more; it is too long');
    }
  }
  return file.subarray(0, received);
}

/**
 * Unpacks a file that may unpack to more than it may once for nothing, before values
 * are made of it.
 *
 * @throws DataFileError if it does.
 */
export async function refuseBomb(
  bytes: Uint8Array,
  name: string,
  limit: SizeLimit = {},
): Promise<void> {
  const most = limit.maximumBytes ?? MAXIMUM_BYTES;
  if (!isGzip(bytes) || bytes.length < 18 || bytes.length * BEST_RATIO <= most) return;
  // The file ends with its unpacked length, of which it has the lowest 32 bits.
  const end = new DataView(bytes.buffer, bytes.byteOffset + bytes.length - 4, 4);
  const declared = end.getUint32(0, true);
  if (declared >= bytes.length && declared <= USUAL_RATIO * bytes.length) return;
  const pieces = unpack(bytes, name, limit);
  while (!(await pieces.next()).done);
}

/** A file in pieces of any size, unpacked if it is a gzip file. */
export async function* unpack(
  bytes: Uint8Array,
  name: string,
  limit: SizeLimit = {},
): AsyncGenerator<Uint8Array> {
  if (!isGzip(bytes)) {
    refuseLonger(bytes.length, name, limit);
    yield bytes;
    return;
  }
  let received = 0;
  try {
    for await (const piece of gunzip(bytes)) {
      received += piece.length;
      refuseLonger(received, name, limit);
      yield piece;
    }
  } catch (cause) {
    if (cause instanceof DataFileError) throw cause;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new DataFileError(
      name,
      'a complete gzip file',
      `${bytes.length} bytes that do not unpack (${reason}); the file is truncated or corrupt`,
      { cause },
    );
  }
}

function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

function refuseLonger(length: number, name: string, { maximumBytes }: SizeLimit): void {
  const most = maximumBytes ?? MAXIMUM_BYTES;
  if (length <= most) return;
  throw new DataFileError(
    name,
    `at most ${most} bytes once it is unpacked`,
    `${length} or more; split the file, or raise the option maximumBytes if you trust it`,
  );
}

/** Node's zlib is several times faster than the `DecompressionStream` that browsers have. */
function gunzip(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  if (typeof process !== 'undefined' && 'getBuiltinModule' in process) {
    const stream = process.getBuiltinModule('node:zlib').createGunzip({ chunkSize: 2 ** 20 });
    stream.end(bytes);
    return stream;
  }
  const stream = new Blob([bytes as Uint8Array<ArrayBuffer>]).stream();
  return piecesOf(stream.pipeThrough(new DecompressionStream('gzip')));
}

/** Not all browsers can iterate over a stream. */
async function* piecesOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel();
  }
}

function concatenate(pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(pieces.reduce((length, piece) => length + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
